import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { App, HTTPReceiver, type Logger, LogLevel, SocketModeReceiver, webApi } from "@slack/bolt";
import { onTestFinished } from "vitest";
import { createSlackPlatform, type SlackPlatform, type SlackPlatformOptions } from "./slack-platform.ts";

/** Slack's own clients, for the tests of the platform. Each ends with the test that asked for it. */

export const signingSecret = "8f742231b10e88889abcd99e77785a5f";

/** Bolt logs the errors that tests provoke; the tests check the platform instead. */
const logger: Logger = {
  debug() {},
  info() {},
  warn() {},
  error() {},
  setLevel() {},
  getLevel: () => LogLevel.ERROR,
  setName() {},
};

export async function slackPlatform(options?: SlackPlatformOptions): Promise<SlackPlatform> {
  const platform = await createSlackPlatform(options);
  onTestFinished(() => platform.close());
  return platform;
}

export async function boltOverHttp(platform: SlackPlatform) {
  const receiver = new HTTPReceiver({ signingSecret, logger });
  const { token } = platform;
  const app = new App({ receiver, token, clientOptions: clientOptions(platform), logger, deferInitialization: true });
  await app.init();
  const server = createServer(receiver.requestListener);
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  onTestFinished(() => new Promise<void>((done) => server.close(() => done())));
  const { port } = server.address() as AddressInfo;
  return { app, url: `http://127.0.0.1:${port}/slack/events` };
}

export async function boltOverSocket(platform: SlackPlatform): Promise<App> {
  const receiver = new SocketModeReceiver({
    appToken: platform.appToken,
    // Bolt waits this long before it reconnects, even when Slack asked it to.
    clientPingTimeout: 50,
    logger,
    installerOptions: { clientOptions: clientOptions(platform) },
  });
  const { token } = platform;
  const app = new App({ receiver, token, clientOptions: clientOptions(platform), logger, deferInitialization: true });
  await app.init();
  await app.start();
  onTestFinished(async () => void (await app.stop()));
  return app;
}

export function webClient(platform: SlackPlatform, token = platform.token): webApi.WebClient {
  return new webApi.WebClient(token, clientOptions(platform));
}

function clientOptions({ apiUrl: slackApiUrl }: SlackPlatform) {
  return { slackApiUrl, timeout: 5_000, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true, logger };
}
