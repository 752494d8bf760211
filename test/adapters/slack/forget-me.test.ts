import { expect, it, vi } from "vitest";
import { profileKey } from "#core/team/keys.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import { workspace } from "../../support/slack-platform/workspace.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import { overHttp } from "./connect.ts";

it("forget me also removes the cached name and language, and does not ask Slack for them again", async () => {
  const platform = await slackPlatform({});
  const store = memoryStore();
  const { send, adapter } = await overHttp(platform, { store });
  const cached = async () => (await store.get([profileKey(`slack.${workspace.teamId}/${workspace.userId}`)]))[0];
  const lookUps = () =>
    platform.calls.filter(({ method, body }) => method === "users.info" && body.user === workspace.userId).length;

  await send(platform.slashCommand({ text: "867" }));
  await vi.waitFor(async () => expect(await cached()).toMatchObject({ name: expect.any(String) }));
  const before = lookUps();
  await send(platform.slashCommand({ text: "forget me" }));
  // Waits for what follows the answer.
  await adapter.stop();
  expect(await cached()).toBeUndefined();
  expect(lookUps()).toBe(before);
});
