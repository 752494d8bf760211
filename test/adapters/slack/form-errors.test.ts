import type { ButtonAction } from "@slack/bolt";
import { describe, expect, it } from "vitest";
import { messagesFor } from "#core/messages/messages.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import { overHttp } from "./connect.ts";

const typed = (value: string) => ({ value: { type: "plain_text_input", value } });
const chosen = (value: string) => {
  const text = { type: "plain_text", text: "Label" } as const;
  return { value: { type: "static_select", selected_option: { text, value } } };
};

const CLAIM = { numbers: "8867", name: "billing-api", description: "", owner: "" };
const claim = (changes: Partial<typeof CLAIM> = {}) => {
  const fields = Object.entries({ ...CLAIM, ...changes }).map(([id, value]) => [id, typed(value)]);
  return { callback_id: "form", private_metadata: "claim", values: Object.fromEntries(fields) };
};
const book = (text: string, mode: "dry" | "real") => {
  return { callback_id: "form", private_metadata: "import", values: { text: typed(text), mode: chosen(mode) } };
};

async function connected() {
  const platform = await slackPlatform();
  const { send, ...rest } = await overHttp(platform);
  const submit = async (form: Parameters<typeof platform.viewSubmission>[0], user = "U0001") => {
    const submission = platform.viewSubmission(form);
    const { status, body } = await send({ ...submission, user: { ...submission.user, id: user } });
    expect(status).toBe(200);
    return JSON.parse(body);
  };
  return { platform, send, submit, ...rest };
}

/** The answer that keeps the form open, with what was typed. */
const errorAt = (field: string, text: RegExp) => ({
  response_action: "errors",
  errors: { [field]: expect.stringMatching(text) },
});

describe("a claim form with a wrong field stays open, with an error beside that field", () => {
  it.each([
    ["a number that is no port", { numbers: "99999" }, errorAt("numbers", /^99999 /)],
    ["numbers that are none", { numbers: "abc" }, errorAt("numbers", /8900-8910/)],
    ["too many numbers", { numbers: "1-5000" }, errorAt("numbers", /256/)],
    ["a name with blanks", { name: "billing api" }, errorAt("name", /billing api/)],
    ["too long a description", { description: "x".repeat(300) }, errorAt("description", /200/)],
  ] as const)("%s", async (_, changes, expected) => {
    const { submit } = await connected();
    expect(await submit(claim(changes))).toEqual(expected);
    expect(JSON.stringify(await submit(claim(changes)))).not.toContain("/port claim");
  });

  it("a number that somebody else has claimed", async () => {
    const { submit } = await connected();
    expect(await submit(claim())).toMatchObject({ response_action: "update" });
    expect(await submit(claim(), "U0002")).toEqual(errorAt("numbers", /8867 is taken.*billing-api/));
  });
});

describe("an import form", () => {
  const WRONG = "port,transport,name\n8867,tcp,billing\n99999,tcp,x";

  it("stays open with the wrong lines, as long as nothing is imported", async () => {
    const { submit } = await connected();
    expect(await submit(book("no book at all", "real"))).toEqual(errorAt("text", /line 1: no book at all/));
    expect(await submit(book("   ", "real"))).toEqual(errorAt("text", /CSV/));
    expect(await submit(book(WRONG, "dry"))).toEqual(errorAt("text", /line 3: 99999/));
    const many = Array.from({ length: 9 }, (_, at) => `7000${at},tcp,x`).join("\n");
    expect(await submit(book(`port,transport,name\n${many}`, "dry"))).toEqual(errorAt("text", /line 4: .* · .*6/));
  });

  it("is replaced by the result once something is imported, and by what a dry run would import", async () => {
    const { submit } = await connected();
    expect(await submit(book(WRONG.slice(0, WRONG.lastIndexOf("\n")), "dry"))).toMatchObject({
      response_action: "update",
    });
    expect(await submit(book(WRONG, "real"))).toMatchObject({ response_action: "update" });
  });
});

it("a form submitted over the rate limit stays open, every time", async () => {
  const { submit } = await connected();
  for (let asked = 0; asked < 20; asked++) await submit(claim({ numbers: "99999" }));
  const { rateLimited } = messagesFor("en").failures;
  for (let asked = 0; asked < 3; asked++) {
    const { response_action, errors } = await submit(claim());
    expect(response_action).toBe("errors");
    expect(errors.numbers).toContain(rateLimited.text);
  }
});

describe("the result of a claim form", () => {
  it("has a button that takes the claim back, and shows that in its place", async () => {
    const { platform, submit, send } = await connected();
    const { view } = await submit(claim());
    const { elements } = view.blocks.find(({ type }: { type: string }) => type === "actions");
    expect(elements).toEqual([expect.objectContaining({ type: "button", value: expect.stringMatching(/^undo /) })]);
    const { action_id, value, text } = elements[0];
    const shown = { ...platform.viewSubmission({ callback_id: "", values: {} }).view, title: view.title };
    const click = platform.blockAction<ButtonAction>({ type: "button", action_id, value, text }, { view: shown });
    Reflect.deleteProperty(click, "response_url");
    await send({ ...click, container: { type: "view", view_id: shown.id } });
    const updated = (await platform.nextCall("views.update")).body;
    expect(updated).toMatchObject({ view_id: shown.id, hash: shown.hash, view: { type: "modal", title: view.title } });
    expect(JSON.stringify(updated.view)).toContain(messagesFor("en").team.undone.title);
    expect((await send(platform.slashCommand({ text: "8867" }))).body).not.toContain("billing-api");
  });
});
