import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import type { Logger } from "#core/host.ts";
import { readConfig } from "../../src/app/config.ts";
import type { Environment } from "../../src/app/environment.ts";
import { startPortcall } from "../../src/app/portcall.ts";
import { createFolder } from "../adapters/iana/support.ts";
import { fakeTimers } from "../support/fake-timers.ts";
import { loggerUntil, recordingLogger } from "../support/recording-logger.ts";
import { registry } from "../support/registry/committed.ts";
import { csvOfRecords } from "../support/registry/csv-of-records.ts";
import { ianaDouble } from "../support/registry/iana-double.ts";
import { signingSecret, slackPlatform } from "../support/slack-platform/bolt-clients.ts";
import { signedRequest } from "../support/slack-platform/signed-request.ts";
import { workspace } from "../support/slack-platform/workspace.ts";

/** Starts Portcall; stopped with the test, if not before. */
async function start(environment: Environment, logger: Logger = recordingLogger()) {
  const portcall = await startPortcall(readConfig(environment), logger, () => {});
  let stopped: Promise<void> | undefined;
  const stop = () => (stopped ??= portcall.stop());
  onTestFinished(stop);
  return { address: portcall.address, stop };
}

it("a channel is told by a bot that was restarted after the registry was updated and before it could post", async () => {
  const timers = fakeTimers();
  const iana = await ianaDouble();
  const slack = await slackPlatform();
  const folder = await createFolder();
  const withoutSlack = {
    PORT: "0",
    PORTCALL_STORE: `sqlite:${join(folder, "portcall.sqlite")}`,
    PORTCALL_REFRESH: iana.address,
  };
  const withSlack = {
    ...withoutSlack,
    SLACK_BOT_TOKEN: slack.token,
    SLACK_SIGNING_SECRET: signingSecret,
    SLACK_API_URL: slack.apiUrl,
  };

  const asked = await start(withSlack);
  const url = `${asked.address}slack/events`;
  const { body } = await signedRequest({ signingSecret, url, body: slack.slashCommand({ text: "watch 867" }) });
  expect(body).toContain("Watching 867");
  await asked.stop();

  const { logger, logged } = loggerUntil("Registry refreshed.");
  iana.publish(csvOfRecords(registry.records, ["foo,867,tcp,Foo Service,,,2026-09-11,,,,,"]));
  const updated = await start(withoutSlack, logger);
  await timers.passUntil(logged);
  await updated.stop();
  expect(slack.calls.filter(({ method }) => method === "chat.postMessage")).toEqual([]);

  const restarted = await start(withSlack);
  const post = Promise.withResolvers<object>();
  slack.respond("chat.postMessage", (call) => {
    post.resolve(call.body);
    return undefined;
  });
  const message = await timers.passUntil(post.promise);
  expect(message).toMatchObject({ channel: workspace.channelId });
  expect(JSON.stringify(message)).toContain("New: 867 (tcp) foo, Foo Service");
  await restarted.stop();
});
