import { expect, it } from "vitest";
import { StoreUnavailable } from "#core/host.ts";
import { forgetPerson } from "#core/team/forget.ts";
import { profileKey } from "#core/team/keys.ts";
import { createSlackClients } from "../../../adapters/slack/clients.ts";
import { slackLogger } from "../../../adapters/slack/log.ts";
import { createUserDirectory } from "../../../adapters/slack/user-directory.ts";
import { recordingLogger } from "../../support/recording-logger.ts";
import { slackPlatform, webClient } from "../../support/slack-platform/bolt-clients.ts";
import { workspace } from "../../support/slack-platform/workspace.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import { overHttp } from "./connect.ts";

const { teamId, userId } = workspace;
const MINUTE = 60_000;
const DAY = 1440 * MINUTE;

/** With the test double of Slack, a clock that moves only with `later`, and a store that is unavailable. */
async function directory() {
  const platform = await slackPlatform({ admins: [userId] });
  const clients = createSlackClients({ apiUrl: platform.apiUrl, logger: slackLogger(recordingLogger()) });
  const store = { ...memoryStore(), get: () => Promise.reject(new StoreUnavailable()) };
  let at = DAY;
  const users = createUserDirectory(store, clients, () => at);
  const client = webClient(platform);
  return {
    platform,
    users,
    client,
    later: (time: number) => {
      at += time;
    },
    refresh: () => users.refresh(teamId, [userId], client),
    name: () => users.cached(teamId, userId)?.name,
    lookUps: () => platform.calls.filter(({ method }) => method === "users.info").length,
  };
}

const named = (name: string) => ({ body: { ok: true, user: { id: userId, team_id: teamId, name, locale: "de-DE" } } });

it("looks a user up once a day, and once for concurrent requests", async () => {
  const { platform, later, refresh, name, lookUps } = await directory();
  platform.respond("users.info", named("ann"));
  await Promise.all([refresh(), refresh()]);
  expect([name(), lookUps()]).toEqual(["ann", 1]);
  later(DAY - MINUTE);
  await refresh();
  expect(lookUps()).toBe(1);
  platform.respond("users.info", named("ann lee"));
  later(2 * MINUTE);
  expect(name()).toBe("ann");
  await refresh();
  expect([name(), lookUps()]).toEqual(["ann lee", 2]);
});

it("keeps a stale name while Slack does not answer, and retries after a minute", async () => {
  const { platform, later, refresh, name, lookUps } = await directory();
  platform.respond("users.info", named("ann"));
  await refresh();
  platform.respond("users.info", { status: 500, body: "" });
  later(2 * DAY);
  await refresh();
  await refresh();
  expect([name(), lookUps()]).toEqual(["ann", 2]);
  platform.respond("users.info", named("ann lee"));
  later(2 * MINUTE);
  await refresh();
  expect([name(), lookUps()]).toEqual(["ann lee", 3]);
});

it("caches a role for five minutes, and learns it with the name", async () => {
  const { users, client, later, lookUps, refresh } = await directory();
  expect([await users.role(teamId, userId, client), await users.role(teamId, userId, client)]).toEqual([
    "admin",
    "admin",
  ]);
  later(6 * MINUTE);
  await refresh();
  expect([await users.role(teamId, userId, client), lookUps()]).toEqual(["admin", 2]);
});

it.each([
  ["an owner", { is_owner: true }, "admin"],
  ["a member", {}, "member"],
  ["a multi-channel guest", { is_restricted: true }, "guest"],
  ["a single-channel guest", { is_restricted: true, is_ultra_restricted: true }, "guest"],
  ["an admin of another workspace", { is_admin: true, team_id: "TFOREIGN" }, "stranger"],
  ["somebody whose workspace is not given", { team_id: undefined }, "stranger"],
  ["a deactivated member", { deleted: true }, "stranger"],
] as const)("knows %s", async (_name, changes, role) => {
  const { platform, users, client } = await directory();
  platform.respond("users.info", { body: { ok: true, user: { id: userId, team_id: teamId, ...changes } } });
  expect(await users.role(teamId, userId, client)).toBe(role);
});

it("knows nobody, and does not retry for an hour, if the workspace did not grant the scope", async () => {
  const { platform, users, client, later, lookUps } = await directory();
  platform.respond("users.info", { body: { ok: false, error: "missing_scope" } });
  for (const wait of [0, 59, 2]) {
    later(wait * MINUTE);
    expect(await users.role(teamId, userId, client)).toBe("unknown");
  }
  expect(lookUps()).toBe(2);
});

it('keeps a name in the store with the person\'s data, which "forget me" removes at once', async () => {
  const platform = await slackPlatform();
  const clients = createSlackClients({ apiUrl: platform.apiUrl, logger: slackLogger(recordingLogger()) });
  const store = memoryStore();
  const users = createUserDirectory(store, clients);
  await users.refresh(teamId, [userId], webClient(platform));
  const person = `slack.${teamId}/${userId}`;
  expect(await store.get([profileKey(person)])).toEqual([{ locale: "en-US", name: "Ann" }]);
  await forgetPerson(person, store, { now: Date.now, newId: () => "id" });
  expect(await store.get([profileKey(person)])).toEqual([undefined]);
});

it("does not look up whoever has just asked to be forgotten", async () => {
  const platform = await slackPlatform();
  const { send } = await overHttp(platform);
  expect((await send(platform.slashCommand({ text: "forget me", user_id: "U0002" }))).body).toContain("is deleted");
  await send(platform.slashCommand({ text: "867", user_id: "U0003" }));
  await platform.nextCall("users.info");
  await platform.nextCall("users.info");
  const asked = platform.calls.filter(({ method }) => method === "users.info").map(({ body }) => body.user);
  expect(asked.toSorted()).toEqual(["U0003", workspace.botUserId]);
});

it("forgets everybody in a team, including expired names", async () => {
  const { users, platform, later, refresh, name } = await directory();
  platform.respond("users.info", named("ann"));
  await refresh();
  later(2 * DAY);
  await users.forget(teamId);
  expect(name()).toBeUndefined();
});
