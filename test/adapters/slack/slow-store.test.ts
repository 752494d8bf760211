import { describe, expect, it } from "vitest";
import type { Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import { fakeTimers } from "../../support/fake-timers.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import { overHttp, overSocket } from "./connect.ts";
import { ACCESS, install, withOAuth } from "./install.ts";

/** A store whose look-ups of tokens wait until they are released. */
function slowTokens() {
  const kept = memoryStore();
  let gate: Promise<void> | null = null;
  let lookUps = 0;
  const store: Store = {
    ...kept,
    async get(keys) {
      if (keys.some((key) => key.includes("installation"))) {
        lookUps += 1;
        await gate;
      }
      return kept.get(keys);
    },
  };
  return {
    store,
    lookUps: () => lookUps,
    /** @returns a function that ends the wait */
    hold() {
      const { promise, resolve } = Promise.withResolvers<void>();
      gate = promise;
      return resolve;
    },
    /** From now on every look-up fails. */
    fail() {
      gate = Promise.reject(new StoreUnavailable());
      gate.catch(() => {});
    },
    recover() {
      gate = null;
    },
  };
}

const typed = (value: string) => ({ value: { type: "plain_text_input", value } });
const CLAIM = { numbers: typed("8867"), name: typed("billing") };
const FORM = { callback_id: "form", private_metadata: "claim 8867", values: CLAIM };

describe("a request whose token takes longer to look up than Slack waits", () => {
  it("over HTTP is acknowledged in time, and answered afterwards", async () => {
    const slow = slowTokens();
    const { platform, send, origin } = await withOAuth({}, slow.store);
    await install(platform, { origin });
    const release = slow.hold();
    const timers = fakeTimers();
    const command = send(platform.slashCommand({ text: "867" }));
    await timers.pass(2000);
    expect(await command).toMatchObject({ status: 200, body: "" });
    release();
    expect((await platform.nextCall("response_url")).body).toMatchObject({
      response_type: "ephemeral",
      text: expect.stringContaining("Port 867"),
    });
  });

  it("over Socket Mode is acknowledged in time, and answered afterwards", async () => {
    const slow = slowTokens();
    const { platform, origin } = await withOAuth({}, slow.store);
    await install(platform, { origin });
    await overSocket(platform, { store: slow.store, access: ACCESS });
    const release = slow.hold();
    const timers = fakeTimers();
    const payload = platform.slashCommand({ text: "867" });
    const acknowledged = platform.sendOverSocket({ type: "slash_commands", payload });
    await timers.pass(2000);
    expect((await acknowledged).payload).toEqual({});
    release();
    expect((await platform.nextCall("response_url")).body.text).toContain("Port 867");
  });

  it("keeps a form open, and shows its result there", async () => {
    const slow = slowTokens();
    const { platform, send, origin } = await withOAuth({}, slow.store);
    await install(platform, { origin });
    const release = slow.hold();
    const timers = fakeTimers();
    const submission = platform.viewSubmission(FORM);
    const submitted = send(submission);
    await timers.pass(2000);
    expect(JSON.parse((await submitted).body)).toMatchObject({ response_action: "update", view: { type: "modal" } });
    release();
    const { body } = await platform.nextCall("views.update");
    expect(body).toMatchObject({ view_id: submission.view.id });
    expect(JSON.stringify(body.view)).toContain("Claimed · 8867");
  });

  it("is answered in words if there is no token in the end", async () => {
    const slow = slowTokens();
    const { platform, send } = await withOAuth({}, slow.store);
    const release = slow.hold();
    const timers = fakeTimers();
    const command = send(platform.slashCommand({ text: "867" }));
    await timers.pass(2000);
    await command;
    release();
    expect((await platform.nextCall("response_url")).body.text).toContain("not installed");
  });
});

describe("while tokens cannot be looked up", () => {
  it("one failed look-up is remembered for a moment", async () => {
    const slow = slowTokens();
    const { platform, send } = await withOAuth({}, slow.store);
    slow.fail();
    for (const text of ["867", "22", "443"]) {
      expect((await send(platform.slashCommand({ text }))).body).toContain("The database can’t be used");
    }
    expect(slow.lookUps()).toBe(1);
  });
});

describe("a mention whose token cannot be looked up", () => {
  it("over HTTP is left to Slack, and answered when it is delivered again", async () => {
    const slow = slowTokens();
    const { platform, send, origin } = await withOAuth({}, slow.store);
    await install(platform, { origin });
    slow.fail();
    const mention = platform.appMention({ text: "867" });
    expect((await send(mention)).status).toBe(503);
    expect((await send(mention)).status).toBe(503);
    slow.recover();
    // A process that remembers no failure.
    const other = await overHttp(platform, { store: slow.store, access: ACCESS });
    expect((await other.send(mention)).status).toBe(200);
    expect((await platform.nextCall("chat.postMessage")).body.text).toContain("Port 867");
  });

  it("over Socket Mode is not acknowledged", async () => {
    const slow = slowTokens();
    const { platform, origin } = await withOAuth({}, slow.store);
    await install(platform, { origin });
    const { adapter } = await overSocket(platform, { store: slow.store, access: ACCESS });
    slow.fail();
    let isAcknowledged = false;
    const mention = platform.appMention({ text: "867" });
    const acknowledged = () => {
      isAcknowledged = true;
    };
    // Rejects when the platform closes without an acknowledgement.
    platform.sendOverSocket({ type: "events_api", payload: mention }).then(acknowledged, () => {});
    const command = platform.slashCommand({ text: "867" });
    await platform.sendOverSocket({ type: "slash_commands", payload: command });
    await adapter.stop();
    expect(isAcknowledged).toBe(false);
  });
});

it("a command that nothing listens to is acknowledged in time", async () => {
  const platform = await slackPlatform();
  const { send } = await overHttp(platform);
  const timers = fakeTimers();
  const command = send(platform.slashCommand({ command: "/unknown", text: "867" }));
  await timers.pass(2000);
  expect(await command).toMatchObject({ status: 200, body: "" });
});
