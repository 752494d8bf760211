import { describe, expect, it } from "vitest";
import type { Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import { cardOf } from "../../support/cards/corpus.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import type { SlackPlatform } from "../../support/slack-platform/slack-platform.ts";
import { workspace } from "../../support/slack-platform/workspace.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import { overHttp, overSocket } from "./connect.ts";
import { ACCESS, install, REDIRECT, redirect, withOAuth } from "./install.ts";

const uninstalled = (platform: SlackPlatform, at: number, organisation = false) => {
  const authorization = { enterprise_id: organisation ? "E1" : null, team_id: organisation ? null : workspace.teamId };
  return platform.eventCallback(
    { type: "app_uninstalled" },
    {
      event_time: at,
      ...(organisation ? { enterprise_id: "E1" } : {}),
      authorizations: [
        { ...authorization, user_id: workspace.userId, is_bot: true, is_enterprise_install: organisation },
      ],
    },
  );
};

const now = () => Math.floor(Date.now() / 1000);

describe("installing in many workspaces", () => {
  it("goes from the install page to Slack and back, and then answers", async () => {
    const { platform, send, ...rest } = await withOAuth();
    const { link, response } = await install(platform, rest);
    const asked = new URL(link.replaceAll("&amp;", "&")).searchParams;
    expect(asked.get("scope")).toBe("app_mentions:read,chat:write,commands,files:read,im:history,users:read");
    expect(asked.get("redirect_uri")).toBe(REDIRECT);
    expect(response.status).toBe(200);
    const { body } = await send(platform.slashCommand({ text: "867" }));
    expect(JSON.parse(body).text).toContain(cardOf("867").title);
    await send(platform.appMention({ text: "867" }));
    expect((await platform.nextCall("chat.postMessage")).token).toMatch(/^xoxb-T0001-/);
  });

  it("refuses a redirect without the cookie, or with another state", async () => {
    const { platform, origin, store } = await withOAuth();
    const first = await install(platform, { origin });
    const second = await install(platform, { origin });
    expect((await redirect(origin, first.back, "")).status).toBe(400);
    expect((await redirect(origin, first.back, second.cookie)).status).toBe(400);
    expect(await store.list("1/slack/installation/")).toHaveLength(1);
  });

  it("serves its pages only for GET", async () => {
    const { origin } = await withOAuth();
    for (const method of ["POST", "HEAD", "DELETE"]) {
      for (const page of ["install", "oauth_redirect"]) {
        expect((await fetch(`${origin}/slack/${page}`, { method })).status).toBe(405);
      }
    }
    expect((await fetch(`${origin}/slack/oauth_redirect?code=%00&state=%`)).status).toBe(400);
  });

  it("answers a workspace without an installation with the install link", async () => {
    const { platform, send } = await withOAuth();
    const command = await send(platform.slashCommand({ text: "867" }));
    expect(JSON.parse(command.body)).toMatchObject({ response_type: "ephemeral" });
    expect(command.body).toContain("https://portcall.test/slack/install");
    await send(platform.messageShortcut({ callback_id: "explain_message", text: "867" }));
    expect((await platform.nextCall("response_url")).body.text).toContain("not installed");
    expect((await send(platform.appMention({ text: "867" }))).status).toBe(200);
  });

  it("answers all workspaces of an organisation that installed it", async () => {
    const { platform, send, ...rest } = await withOAuth();
    await install(platform, rest, { enterpriseId: "E1" });
    const org = { enterprise_id: "E1", is_enterprise_install: "true" };
    const { body } = await send(platform.slashCommand({ text: "867", team_id: "T0002", ...org }));
    expect(JSON.parse(body).text).toContain(cardOf("867").title);
  });

  it("refreshes expiring tokens, and stores the new ones", async () => {
    const oauthApp = { clientId: "client", clientSecret: "client secret", tokensLast: 60 };
    const { platform, send, ...rest } = await withOAuth({ oauthApp });
    await install(platform, rest);
    await send(platform.appMention({ text: "867" }));
    const { token } = await platform.nextCall("chat.postMessage");
    const renewals = platform.calls.filter(({ body }) => body.grant_type === "refresh_token");
    expect(renewals).toHaveLength(1);
    expect(JSON.stringify(await rest.store.list("1/slack/installation/"))).toContain(token);
  });

  it("posts in a channel of a named workspace", async () => {
    const { platform, adapter, origin } = await withOAuth();
    await install(platform, { origin });
    await adapter.post(`${workspace.teamId}/C0009`, cardOf("867"));
    expect((await platform.nextCall("chat.postMessage")).body).toMatchObject({ channel: "C0009" });
    await expect(adapter.post("T9999/C0009", cardOf("867"))).rejects.toThrow("TEAM/CHANNEL");
  });

  it("fetches the files of a workspace with that workspace's own token", async () => {
    const { platform, send, origin } = await withOAuth();
    await install(platform, { origin });
    await install(platform, { origin }, { teamId: "T0002" });
    const tokens = new Set<string | undefined>();
    for (const team_id of [workspace.teamId, "T0002"]) {
      const bot = {
        enterprise_id: null,
        team_id,
        user_id: workspace.botUserId,
        is_bot: true,
        is_enterprise_install: false,
      };
      const files = [platform.attach("tcp LISTEN 0 511 0.0.0.0:6379 0.0.0.0:*")];
      await send(platform.appMention({ text: "explain", files }, { team_id, authorizations: [bot] }));
      const { token } = await platform.nextCall("file");
      const { token: answered, body } = await platform.nextCall("chat.postEphemeral");
      expect(body.text).toContain("6379");
      expect(token).toBe(answered);
      tokens.add(token);
    }
    expect(tokens.size).toBe(2);
  });

  it("works over Socket Mode too, with the install page on Portcall's own address", async () => {
    const platform = await slackPlatform({ tokens: [] });
    const store = memoryStore();
    const { origin } = await overHttp(platform, { store, access: ACCESS });
    const { adapter } = await overSocket(platform, { store, access: ACCESS });
    expect([...adapter.mounts.keys()]).toEqual(["/slack/install", "/slack/oauth_redirect"]);
    const payload = platform.slashCommand({ text: "867" });
    const before = await platform.sendOverSocket({ type: "slash_commands", payload });
    expect(before.payload.text).toContain("not installed");
    await install(platform, { origin });
    const after = await platform.sendOverSocket({ type: "slash_commands", payload });
    expect(after.payload.text).toContain(cardOf("867").title);
  });

  it("uses cached tokens while the store is unavailable, and says so if it has none", async () => {
    const kept = memoryStore();
    let away = false;
    const unless = <Value>(work: () => Promise<Value>) => (away ? Promise.reject(new StoreUnavailable()) : work());
    const store: Store = {
      get: (keys) => unless(() => kept.get(keys)),
      list: (prefix) => unless(() => kept.list(prefix)),
      commit: (change) => unless(() => kept.commit(change)),
      close: async () => {},
    };
    const { platform, send, origin } = await withOAuth({}, store);
    await install(platform, { origin });
    await send(platform.slashCommand({ text: "867" }));
    away = true;
    expect((await send(platform.slashCommand({ text: "867" }))).body).toContain(cardOf("867").title);
    const other = await send(platform.slashCommand({ text: "867", team_id: "T0002" }));
    expect(JSON.parse(other.body).text).toContain("The database can’t be used");
    const form = { callback_id: "form", private_metadata: "claim 8867", values: {} };
    const team = { id: "T0002", domain: "other" };
    const submitted = platform.viewSubmission(form, { team });
    const left = await send({ ...submitted, view: { ...submitted.view, app_installed_team_id: "T0002" } });
    expect(JSON.parse(left.body)).toMatchObject({ response_action: "update", view: { type: "modal" } });
    expect(left.body).toContain("The database can’t be used");
  });

  it.each(["HTTP", "Socket Mode"])(
    "finishes an event over %s that came before the stop, and was looked up after it",
    async (via) => {
      const kept = memoryStore();
      let gate = Promise.resolve();
      const asked = Promise.withResolvers<void>();
      const store: Store = {
        ...kept,
        async get(keys) {
          if (keys.some((key) => key.includes("installation"))) asked.resolve();
          await gate;
          return kept.get(keys);
        },
      };
      const { platform, origin, ...http } = await withOAuth({}, store);
      await install(platform, { origin });
      const socket = via === "HTTP" ? null : await overSocket(platform, { store, access: ACCESS });
      const { promise, resolve: goOn } = Promise.withResolvers<void>();
      gate = promise;
      const payload = platform.appMention({ text: "867" });
      const sent = socket === null ? http.send(payload) : platform.sendOverSocket({ type: "events_api", payload });
      await asked.promise;
      const stopped = (socket ?? http).adapter.stop();
      let posted = false;
      void stopped.then(() => {
        posted = platform.calls.some(({ method }) => method === "chat.postMessage");
      });
      // A stop that does not wait would be finished after a round trip to Slack.
      await fetch(platform.apiUrl);
      goOn();
      await Promise.all([sent, stopped]);
      expect(posted).toBe(true);
    },
  );
});

describe("uninstalling", () => {
  it("deletes all data of the workspace, and none of others", async () => {
    const { platform, send, store, origin } = await withOAuth();
    await install(platform, { origin });
    await install(platform, { origin }, { teamId: "T0002" });
    for (const team_id of [workspace.teamId, "T0002"]) {
      expect((await send(platform.slashCommand({ text: "claim 8867 billing", team_id }))).body).toContain("Claimed");
      await send(platform.slashCommand({ text: "set system macos", team_id }));
    }
    expect((await send(uninstalled(platform, now() + 1))).status).toBe(200);
    await expect.poll(async () => (await everything(store)).filter((key) => key.includes("T0001"))).toEqual([]);
    expect((await everything(store)).some((key) => key.includes("T0002"))).toBe(true);
    expect((await send(platform.slashCommand({ text: "867" }))).body).toContain("not installed");
  });

  it("from a whole organisation deletes the data of all its workspaces", async () => {
    const { platform, send, store, origin } = await withOAuth();
    await install(platform, { origin }, { enterpriseId: "E1" });
    const org = { enterprise_id: "E1", is_enterprise_install: "true" };
    for (const team_id of ["T0001", "T0002"]) {
      await send(platform.slashCommand({ text: "claim 8867 billing", team_id, ...org }));
    }
    expect((await everything(store)).length).toBeGreaterThan(4);
    await send(uninstalled(platform, now() + 1, true));
    await expect.poll(() => everything(store)).toEqual([]);
  });

  it("from some workspaces of an organisation deletes only their data", async () => {
    const { platform, send, store, origin } = await withOAuth();
    await install(platform, { origin }, { enterpriseId: "E1" });
    const org = { enterprise_id: "E1", is_enterprise_install: "true" };
    for (const team_id of ["T0001", "T0002", "T0003"]) {
      await send(platform.slashCommand({ text: "claim 8867 billing", team_id, ...org }));
    }
    const authorization = { enterprise_id: "E1", team_id: null, user_id: workspace.userId, is_bot: true };
    const revoked = platform.eventCallback(
      { type: "team_access_revoked", team_ids: ["T0001", "T0002"] },
      {
        team_id: "T0001",
        enterprise_id: "E1",
        event_time: now() + 1,
        authorizations: [{ ...authorization, is_enterprise_install: true }],
      },
    );
    expect((await send(revoked)).status).toBe(200);
    await expect.poll(async () => (await everything(store)).filter((key) => /T000[12]/.test(key))).toEqual([]);
    expect((await everything(store)).some((key) => key.includes("T0003"))).toBe(true);
    expect(await store.list("1/slack/installation/")).toHaveLength(1);
  });

  it("deletes the data later if the store was unavailable at first", async () => {
    const kept = memoryStore();
    let away = 0;
    const store: Store = {
      ...kept,
      list: (prefix) => (away-- > 0 ? Promise.reject(new StoreUnavailable()) : kept.list(prefix)),
    };
    const { platform, send, origin } = await withOAuth({}, store);
    await install(platform, { origin });
    await send(platform.slashCommand({ text: "claim 8867 billing" }));
    away = 1;
    await send(uninstalled(platform, now() + 1));
    await expect.poll(() => everything(kept)).toEqual([]);
  });

  it("does not delay a shutdown while the store is unavailable", async () => {
    const kept = memoryStore();
    let isAway = false;
    const store: Store = {
      ...kept,
      list: (prefix) => (isAway ? Promise.reject(new StoreUnavailable()) : kept.list(prefix)),
    };
    const { platform, send, origin, adapter, logger } = await withOAuth({}, store);
    await install(platform, { origin });
    isAway = true;
    await send(uninstalled(platform, now() + 1));
    const message = "Deleting the data of a team that uninstalled Portcall failed; retrying.";
    await expect.poll(() => logger.lines.filter((line) => line.message === message).length).toBe(2);
    await adapter.stop();
    expect(logger.lines).toContainEqual({ level: "error", message: "A Slack request failed." });
  });

  it("reported late deletes nothing of a workspace that has reinstalled Portcall", async () => {
    const { platform, send, store, origin } = await withOAuth();
    await install(platform, { origin });
    await send(uninstalled(platform, now() - 100));
    const tokens = { oauth: [], bot: [workspace.botUserId] };
    await send(platform.eventCallback({ type: "tokens_revoked", tokens }, { event_time: now() - 100 }));
    await send(platform.appMention({ text: "867" }));
    await platform.nextCall("chat.postMessage");
    expect(await store.list("1/slack/installation/")).toHaveLength(1);
  });

  it("by revoked bot tokens does the same, but not by revoked user tokens", async () => {
    const { platform, send, store, origin } = await withOAuth();
    await install(platform, { origin });
    const revoked = (tokens: object) =>
      send(platform.eventCallback({ type: "tokens_revoked", tokens }, { event_time: now() + 1 }));
    await revoked({ oauth: [workspace.userId] });
    await send(platform.appMention({ text: "867" }));
    await platform.nextCall("chat.postMessage");
    expect(await store.list("1/slack/installation/")).toHaveLength(1);
    await revoked({ bot: [workspace.botUserId] });
    await expect.poll(() => store.list("1/slack/installation/")).toEqual([]);
  });

  it("works for a single workspace without OAuth", async () => {
    const platform = await slackPlatform();
    const store = memoryStore();
    const { send } = await overHttp(platform, { store });
    await send(platform.slashCommand({ text: "claim 8867 billing" }));
    await send(uninstalled(platform, now() + 1));
    await expect.poll(() => everything(store)).toEqual([]);
  });
});

/** The keys of all entries that do not expire. */
async function everything(store: Store): Promise<string[]> {
  return (await store.list("1/")).map(([key]) => key);
}
