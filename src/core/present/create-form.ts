import { assertNever } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { ChoiceField, Form, FormField, FormKind, FormValues, TextField } from "#core/present/form.ts";
import { formatFormKind } from "#core/present/form.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { invalid } from "#core/query/invalid-input.ts";
import { claimExample } from "#core/query/parse-claim.ts";
import type { ParsedQuery } from "#core/query/query.ts";
import { onePort } from "#core/registry/port.ts";
import type { Settings } from "#core/team/settings.ts";
import { SETTING_NAMES, SETTING_VALUES } from "#core/team/settings.ts";

/** The choice that leaves a setting to the team or the default. */
const UNSET = "default";
const DRY_RUN = "dry";

/** Builds a form, filled in with the current settings. */
export function createForm(kind: FormKind, own: Settings, { forms: words }: Messages): Form {
  const { title, submit } = words[kind.form];
  const file = kind.form === "import" || kind.form === "explain" ? words[kind.form].file : null;
  return { title, submit, fields: fieldsOf(kind, own, words), file };
}

function fieldsOf(kind: FormKind, own: Settings, words: Messages["forms"]): FormField[] {
  switch (kind.form) {
    case "claim": {
      const { numbers, name, description, owner } = words.claim;
      return [
        line("numbers", numbers, { value: kind.port === null ? "" : `${kind.port}`, maxLength: 20 }),
        line("name", name, { maxLength: 40 }),
        line("description", description, { required: false, maxLength: 200 }),
        line("owner", owner, { required: false, maxLength: 80 }),
      ];
    }
    case "feedback":
      return [line("comment", words.feedback.comment(kind.port), { lines: true, maxLength: 500 })];
    case "settings":
      return settingFields(own, words.settings);
    case "import": {
      const { text, mode, dryRun, forReal } = words.import;
      const options = [
        { value: DRY_RUN, label: dryRun },
        { value: "real", label: forReal },
      ];
      const modeField: ChoiceField = { type: "choice", id: "mode", ...mode, value: DRY_RUN, options };
      return [line("text", text, { lines: true, maxLength: 3000 }), modeField];
    }
    case "explain":
      return [line("text", words.explain.text, { lines: true, maxLength: 3000 })];
    default:
      return assertNever(kind);
  }
}

/** Only offers settings with a choice: the language, once there are two. */
function settingFields(own: Settings, words: Messages["forms"]["settings"]): ChoiceField[] {
  const choices = SETTING_NAMES.filter((name) => SETTING_VALUES[name].length > 1);
  return choices.map((name) => {
    const options = SETTING_VALUES[name].map((value) => ({ value, label: words.value(value) }));
    return {
      type: "choice",
      id: name,
      label: words.names[name],
      hint: words.hints[name],
      value: own[name] ?? UNSET,
      options: [{ value: UNSET, label: words.unset }, ...options],
    };
  });
}

/** The query that a form completes, if not everybody may do it; else null. */
export function unfinishedQuery(kind: FormKind): ParsedQuery | null {
  switch (kind.form) {
    case "claim":
      return invalid("claim-not-understood", formatFormKind(kind), claimExample(onePort(kind.port ?? EXAMPLE_PORT)));
    case "import":
      return { kind: "import", dryRun: true, text: "" };
    case "feedback":
    case "settings":
    case "explain":
      return null;
    default:
      return assertNever(kind);
  }
}

const EXAMPLE_PORT = 8867;

/** The query text of a submitted form; asking it equals typing it. */
export function submitForm(kind: FormKind, values: FormValues): string {
  const value = (id: string) => (values[id] ?? "").trim();
  switch (kind.form) {
    case "claim": {
      const owner = value("owner")
        .split(/\s+/)
        .map((each) => (each === "" ? "" : `@${each.replace(/^@/, "")}`));
      const quoted = (text: string) => `"${text.replace(/["“”„«»]/g, "'")}"`;
      // Quoted, a name with a space stays one (invalid) name, and a name like udp isn't taken for a transport.
      const words = [value("name"), value("description")].filter((each) => each !== "").map(quoted);
      return ["claim", value("numbers"), ...words, ...owner].join(" ").trim();
    }
    case "feedback":
      return formatQuery({ kind: "feedback", port: kind.port, mood: kind.mood, comment: value("comment") });
    case "settings": {
      const changes = SETTING_NAMES.filter((name) => value(name) !== "").map((setting) => ({
        setting,
        value: value(setting) === UNSET ? null : value(setting),
      }));
      return changes.length === 0 ? "settings" : formatQuery({ kind: "set", scope: "person", changes });
    }
    case "import":
      return formatQuery({ kind: "import", dryRun: value("mode") !== "real", text: value("text") });
    case "explain":
      return `explain\n${value("text")}`;
    default:
      return assertNever(kind);
  }
}

/** The query whose card explains how to type what the form asks for. */
export function commandFor(kind: FormKind): string {
  return kind.form === "claim" ? formatFormKind(kind) : submitForm(kind, {});
}

function line(
  id: string,
  words: Pick<TextField, "label" | "hint">,
  rest: Partial<TextField> & Pick<TextField, "maxLength">,
): TextField {
  return { type: "text", id, ...words, lines: false, value: "", required: true, ...rest };
}
