import { ApplicationCommandOptionType } from "discord-api-types/v10";
import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import type { Store } from "#core/host.ts";
import { connectedDiscord } from "../support/discord-platform/connected.ts";
import { knowledge } from "../support/registry/committed.ts";
import { slackPlatform } from "../support/slack-platform/bolt-clients.ts";
import { memoryStore } from "../support/store/memory-store.ts";
import { teamServicesIn } from "../support/team-services.ts";
import { overHttp } from "./slack/connect.ts";

describe("a Slack request that is replayed to another process", () => {
  async function twoProcesses() {
    const platform = await slackPlatform();
    const store = memoryStore();
    return { platform, one: await overHttp(platform, { store }), other: await overHttp(platform, { store }) };
  }

  it("makes no second change", async () => {
    const { platform, one, other } = await twoProcesses();
    await one.send(platform.slashCommand({ text: "claim 8867 billing" }));
    await one.send(platform.slashCommand({ text: "claim 8868 search" }));
    const undo = platform.slashCommand({ text: "undo" });
    expect((await one.send(undo)).body).toContain("Undone");
    expect((await other.send(undo)).body).toContain("was carried out before");
    const book = await one.send(platform.slashCommand({ text: "book" }));
    expect(book.body).toContain("8867");
    expect(book.body).not.toContain("8868");
  });

  it("is refused as a form, too", async () => {
    const { platform, one, other } = await twoProcesses();
    const typed = (value: string) => ({ value: { type: "plain_text_input", value } });
    const values = { numbers: typed("8867"), name: typed("billing") };
    const form = platform.viewSubmission({ callback_id: "form", private_metadata: "claim 8867", values });
    expect((await one.send(form)).body).toContain("Claimed");
    expect((await other.send(form)).body).toContain("was carried out before");
  });

  it("is answered if it changes nothing, and writes nothing", async () => {
    const platform = await slackPlatform();
    const kept = memoryStore();
    const written: unknown[] = [];
    const store: Store = {
      ...kept,
      commit(change) {
        written.push(change);
        return kept.commit(change);
      },
    };
    const ask = createAsk(knowledge, teamServicesIn(store));
    const [one, other] = [await overHttp(platform, { ask }), await overHttp(platform, { ask })];
    const command = platform.slashCommand({ text: "867" });
    for (const { send } of [one, other]) expect((await send(command)).body).toContain("Port 867");
    expect(written).toEqual([]);
  });
});

it("a Discord interaction that is delivered to two processes makes one change", async () => {
  const store = memoryStore();
  const [one, other] = [await connectedDiscord({ store }), await connectedDiscord({ store })];
  const value = "claim 8867 billing";
  const options = [{ name: "query", type: ApplicationCommandOptionType.String as const, value }];
  const interaction = one.platform.chatInputInteraction({ name: "port", options });
  expect(JSON.stringify(await one.answerTo(interaction))).toContain("Claimed");
  expect(JSON.stringify(await other.answerTo(interaction))).toContain("was carried out before");
});
