import { ModalBuilder } from "discord.js";
import type { APIMessage, APIModalSubmission } from "discord-api-types/v10";
import { ComponentType, InteractionResponseType, MessageFlags } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import { messagesFor } from "#core/messages/messages.ts";
import { createForm } from "#core/present/create-form.ts";
import type { FormKind } from "#core/present/form.ts";
import { NO_SETTINGS } from "#core/team/settings.ts";
import { renderModal } from "../../../adapters/discord/modal.ts";
import type { Connected } from "../../support/discord-platform/connected.ts";
import { connectedDiscord } from "../../support/discord-platform/connected.ts";

const { ChannelMessageWithSource, Modal, UpdateMessage } = InteractionResponseType;

/** Submits a modal as Discord does: text inputs as typed, select menus as lists. */
function submit({ answerTo, platform }: Connected, id: string, filled: Record<string, string>, message?: APIMessage) {
  const components: APIModalSubmission["components"] = Object.entries(filled).map(([custom_id, value], at) => {
    const isChoice = custom_id !== "numbers" && /^(?:language|system|answers|mode)$/.test(custom_id);
    return {
      type: ComponentType.Label,
      id: at * 2 + 1,
      component: isChoice
        ? { type: ComponentType.StringSelect, id: at * 2 + 2, custom_id, values: [value] }
        : { type: ComponentType.TextInput, id: at * 2 + 2, custom_id, value },
    };
  });
  const data = { custom_id: id, components };
  return answerTo(platform.modalSubmit({ data, ...(message === undefined ? {} : { message }) }));
}

describe("a form", () => {
  it("for a claim opens with the port filled in, and claims it", async () => {
    const connected = await connectedDiscord();
    const { port, press, shown } = connected;
    const card = shown(await port("8867"));
    const form = await press(card, "form:claim 8867");
    expect(form).toMatchObject({ type: Modal, data: { title: "Claim a port", custom_id: "form:claim 8867" } });
    expect(JSON.stringify(form.data.components)).toContain('"value":"8867"');
    const filled = { numbers: "8867", name: "billing-api", description: "Billing API", owner: "@payments" };
    const claimed = await submit(connected, "form:claim 8867", filled, card);
    expect(claimed).toMatchObject({ type: UpdateMessage, data: { content: expect.stringContaining("Claimed") } });
    expect((await port("8867")).data.content).toContain("billing-api");
  });

  it("for settings shows the current ones, and saves the choices", async () => {
    const connected = await connectedDiscord();
    const { port, press, shown } = connected;
    await port("set system windows");
    const card = shown(await port("settings"));
    const form = await press(card, "form:settings");
    expect(JSON.stringify(form.data.components)).toContain('"value":"windows","default":true');
    const chosen = { language: "default", system: "macos", answers: "private" };
    expect((await submit(connected, "form:settings", chosen, card)).type).toBe(UpdateMessage);
    expect(JSON.stringify((await port("settings")).data)).toContain("macOS");
  });

  it("after a bad rating takes a comment", async () => {
    const connected = await connectedDiscord();
    expect((await connected.press(connected.platform.botMessage(), "form:feedback 867 sad")).type).toBe(Modal);
    const thanks = await submit(connected, "form:feedback 867 sad", { comment: "It is in use." });
    expect(thanks).toMatchObject({ type: ChannelMessageWithSource, data: { flags: MessageFlags.Ephemeral } });
    expect(thanks.data.content).toContain("Thank you");
  });

  it("that has expired is answered privately", async () => {
    const connected = await connectedDiscord();
    const answer = await submit(connected, "poll", {});
    expect(answer).toMatchObject({ type: ChannelMessageWithSource, data: { flags: MessageFlags.Ephemeral } });
  });

  const kinds: readonly FormKind[] = [
    { form: "claim", port: null },
    { form: "claim", port: 65_535 },
    { form: "feedback", port: 65_535, mood: "unsure" },
    { form: "settings" },
    { form: "import" },
    { form: "explain" },
  ];
  it.each(kinds)("of $form passes discord.js' own validation", (kind) => {
    const modal = renderModal(kind, createForm(kind, NO_SETTINGS, messagesFor("en")));
    expect(new ModalBuilder(modal).toJSON()).toMatchObject({ custom_id: modal.custom_id });
    for (const part of modal.components) {
      if (part.type !== ComponentType.Label) throw new Error("every field stands in a label");
      expect(part.label.length).toBeLessThanOrEqual(45);
      expect(part.description?.length ?? 0).toBeLessThanOrEqual(100);
    }
  });
});
