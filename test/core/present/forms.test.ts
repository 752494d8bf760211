import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { messagesFor } from "#core/messages/messages.ts";
import { createForm, submitForm } from "#core/present/create-form.ts";
import type { FormKind } from "#core/present/form.ts";
import { formatFormKind, parseFormKind } from "#core/present/form.ts";
import { parseQuery } from "#core/query/parse-query.ts";
import { NO_SETTINGS, SETTING_NAMES, SETTING_VALUES } from "#core/team/settings.ts";

const KINDS: readonly FormKind[] = [
  { form: "claim", port: null },
  { form: "claim", port: 8867 },
  { form: "feedback", port: 867, mood: "sad" },
  { form: "settings" },
  { form: "import" },
  { form: "explain" },
];

const formOf = (kind: FormKind) => createForm(kind, NO_SETTINGS, messagesFor("en"));

describe.each(KINDS)("the form $form", (kind) => {
  it("fits every platform", () => {
    const { title, submit, fields } = formOf(kind);
    expect(title.length).toBeLessThanOrEqual(24);
    expect(submit.length).toBeLessThanOrEqual(24);
    expect(fields.length).toBeGreaterThanOrEqual(1);
    expect(fields.length).toBeLessThanOrEqual(5);
    expect(new Set(fields.map(({ id }) => id)).size).toBe(fields.length);
    for (const field of fields) {
      expect(field.id).toMatch(/^[a-z]+$/);
      expect(field.label.length).toBeLessThanOrEqual(45);
      expect(field.hint.length).toBeLessThanOrEqual(100);
      if (field.type === "text") expect(field.maxLength).toBeLessThanOrEqual(3000);
      else expect(field.options.map(({ value }) => value)).toContain(field.value);
    }
  });

  it("has a short text as its id", () => {
    expect(formatFormKind(kind).length).toBeLessThanOrEqual(40);
    expect(parseFormKind(formatFormKind(kind))).toEqual(kind);
  });
});

describe("the form for settings", () => {
  it("offers a setting only where there is a choice", () => {
    expect(formOf({ form: "settings" }).fields.map(({ id }) => id)).toEqual(
      SETTING_NAMES.filter((name) => SETTING_VALUES[name].length > 1),
    );
  });
});

describe("a submitted form", () => {
  it("equals typing", () => {
    const claim = { numbers: "8900-8910/udp", name: "workers", description: 'The "fast" ones', owner: "@payments sre" };
    expect(parseQuery(submitForm({ form: "claim", port: null }, claim))).toEqual({
      kind: "claim",
      span: { first: 8900, last: 8910 },
      transport: "udp",
      name: "workers",
      description: "The 'fast' ones",
      owner: "payments sre",
    });
    expect(submitForm({ form: "feedback", port: 867, mood: "sad" }, { comment: "No." })).toBe("feedback 867 sad No.");
    expect(submitForm({ form: "settings" }, { language: "en", system: "macos", answers: "default" })).toBe(
      "set language en system macos answers default",
    );
    expect(parseQuery(submitForm({ form: "import" }, { text: "port,name\n22,x", mode: "dry" }))).toEqual({
      kind: "import",
      dryRun: true,
      text: "port,name\n22,x",
    });
  });

  it("works with only the required fields", () => {
    expect(parseQuery(submitForm({ form: "claim", port: 8867 }, { numbers: "8867", name: "x" }))).toMatchObject({
      kind: "claim",
      description: "",
      owner: "",
    });
    expect(submitForm({ form: "settings" }, {})).toBe("settings");
  });

  it("keeps the text of each field, whatever it looks like", () => {
    const read = (values: Record<string, string>) => parseQuery(submitForm({ form: "claim", port: null }, values));
    expect(read({ numbers: "8867", name: "x", description: "The “main” API" })).toMatchObject({
      name: "x",
      description: "The 'main' API",
    });
    expect(read({ numbers: "8872", name: "udp-x", description: "Desc" })).toMatchObject({
      transport: null,
      name: "udp-x",
    });
    expect(read({ numbers: "8867", name: "main api" })).toMatchObject({ reason: "claim-name", input: "main api" });
    expect(read({ numbers: "8867", name: "udp", description: "Desc" })).toMatchObject({ kind: "claim", name: "udp" });
  });

  it("says what is wrong with it", () => {
    const wrong = submitForm({ form: "claim", port: null }, { numbers: "many", name: "x y" });
    expect(parseQuery(wrong)).toMatchObject({ kind: "invalid", reason: "claim-not-understood" });
  });

  it("becomes a text whatever it holds", () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KINDS),
        fc.dictionary(fc.constantFrom("numbers", "name", "description", "owner", "comment", "text"), fc.string()),
        (kind, values) => {
          expect(typeof submitForm(kind, values)).toBe("string");
        },
      ),
    );
  });

  it("rejects any other text", () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 40 }), (text) => {
        const kind = parseFormKind(text);
        if (kind !== null) expect(formatFormKind(kind)).toBe(text);
      }),
    );
    for (const text of ["claim 70000", "claim 1 2", "feedback", "feedback 867", "feedback 867 mad", "settings 1", ""]) {
      expect(parseFormKind(text), text).toBeNull();
    }
  });
});
