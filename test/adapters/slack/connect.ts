import { once } from "node:events";
import { createServer } from "node:http";
import { onTestFinished } from "vitest";
import type { SlackAccess, SlackAdapter, SlackConnection } from "#adapters/slack/index.ts";
import { createSlackAdapter } from "#adapters/slack/index.ts";
import { createAsk } from "#core/ask/ask.ts";
import type { Ask } from "#core/chat-platform.ts";
import type { Store } from "#core/host.ts";
import type { Telemetry } from "#core/telemetry.ts";
import { NO_TELEMETRY } from "#core/telemetry.ts";
import { explainingLogger } from "../../support/explaining-logger.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { signingSecret } from "../../support/slack-platform/bolt-clients.ts";
import type { SignedRequest, SignedResponse } from "../../support/slack-platform/signed-request.ts";
import { signedRequest } from "../../support/slack-platform/signed-request.ts";
import type { SlackPlatform } from "../../support/slack-platform/slack-platform.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import { teamServicesIn } from "../../support/team-services.ts";

export interface Options {
  readonly ask?: Ask;
  readonly store?: Store;
  readonly access?: SlackAccess;
  readonly telemetry?: Telemetry;
  readonly storeKeys?: readonly Uint8Array[];
}

export interface Connected {
  readonly adapter: SlackAdapter;
  readonly logger: ReturnType<typeof explainingLogger>;
  /** Resolves with the error when Slack ends the connection permanently. */
  readonly lost: Promise<Error>;
}

/** Portcall's real adapter and the real Bolt, with the test double of Slack. */
async function connect(
  platform: SlackPlatform,
  connection: SlackConnection,
  {
    store = memoryStore(),
    ask = createAsk(knowledge, teamServicesIn(store)),
    access,
    telemetry = NO_TELEMETRY,
    storeKeys = [],
  }: Options = {},
): Promise<Connected> {
  const logger = explainingLogger();
  const { promise: lost, resolve: onLost } = Promise.withResolvers<Error>();
  const adapter = await createSlackAdapter({
    access: access ?? { via: "token", botToken: platform.token },
    connection,
    apiUrl: platform.apiUrl,
    ask,
    store,
    storeKeys,
    logger,
    telemetry,
    onLost,
  });
  await adapter.start();
  onTestFinished(() => adapter.stop());
  return { adapter, logger, lost };
}

export interface OverHttp extends Connected {
  readonly origin: string;
  readonly url: string;
  /** Sends a signed request. */
  send(body: SignedRequest["body"], more?: Partial<SignedRequest>): Promise<SignedResponse>;
}

export async function overHttp(platform: SlackPlatform, options: Options = {}): Promise<OverHttp> {
  const connected = await connect(platform, { via: "http", signingSecret }, options);
  const { mounts } = connected.adapter;
  const server = createServer((request, response) => {
    const listener = mounts.get((request.url ?? "").split("?", 1)[0] ?? "");
    if (listener === undefined) response.writeHead(404).end();
    else listener(request, response);
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const bound = server.address();
  const origin = `http://127.0.0.1:${typeof bound === "object" ? bound?.port : 0}`;
  const url = `${origin}/slack/events`;
  return { ...connected, origin, url, send: (body, more) => signedRequest({ signingSecret, url, body, ...more }) };
}

export function overSocket(platform: SlackPlatform, options: Options = {}): Promise<Connected> {
  return connect(platform, { via: "socket", appToken: platform.appToken }, options);
}
