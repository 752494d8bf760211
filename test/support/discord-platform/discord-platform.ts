import { type GatewayIdentifyData, type GatewayResumeData, PermissionFlagsBits } from "discord-api-types/v10";
import { createCallLog } from "../loopback/call-log.ts";
import { createCounter } from "../loopback/counter.ts";
import { createLoopbackServer, type LoopbackRequest } from "../loopback/loopback-server.ts";
import { createResponderTable, type Outcome, type Responder, type ResponderOptions } from "../loopback/replies.ts";
import { createGateway } from "./gateway.ts";
import { createInteractionPayloads } from "./interaction-payloads.ts";
import { createInteractions } from "./interaction-routes.ts";
import { createMessagePayloads } from "./message-payloads.ts";
import { createMessageStore } from "./message-store.ts";
import { unauthorized, unknownRoute } from "./rest-errors.ts";
import {
  type DiscordRequest,
  matches,
  matchRoute,
  type RequestMatcher,
  readDiscordRequest,
  restPath,
} from "./rest-request.ts";
import { createRoutes } from "./rest-routes.ts";
import { createSnowflakes } from "./snowflake.ts";
import type { DispatchData } from "./visibility.ts";

export interface DiscordPlatformOptions {
  /** The port to listen on; any that is free when absent. */
  port?: number;
  /** The bot tokens Discord knows: others get 401 over REST and close code 4004 at the gateway. */
  tokens?: readonly string[];
  /** The privileged intents switched on for the application; asking for others closes with 4014. */
  privilegedIntents?: number;
  /** Makes the gateway close with this code on every IDENTIFY. */
  refuseIdentify?: number;
  /** Milliseconds between heartbeats. */
  heartbeatInterval?: number;
  /** What the bot may do in the guild's channel; everything when absent. */
  botPermissions?: bigint;
  /** The largest file that the bot may upload, in bytes. */
  uploadLimit?: number;
}

export interface DiscordPlatform extends ReturnType<typeof createPayloads>, AsyncDisposable {
  /** For `rest.api`. */
  readonly apiUrl: string;
  /** The first token that works here. */
  readonly token: string;

  /** Every REST request, oldest first. */
  readonly requests: readonly DiscordRequest[];
  /** Those of them that no route knows; a test asserts that there are none. */
  readonly unknownRequests: readonly DiscordRequest[];
  /** The next request that matches and that no earlier `nextRequest` took; waits for one, at most `deadline` ms (5000). */
  nextRequest(matcher: RequestMatcher, deadline?: number): Promise<DiscordRequest>;
  /** Empties `requests`. */
  forget(): void;
  /** Overrides the response of a route, written as in `DiscordRequest.route`. */
  respond(route: string, responder: Responder<DiscordRequest>, options?: ResponderOptions): void;

  /** Gateway connections open now. */
  readonly connectionCount: number;
  readonly heartbeatCount: number;
  /** The next accepted IDENTIFY that no earlier `identified` took. READY is on its way by then. */
  identified(deadline?: number): Promise<GatewayIdentifyData>;
  /** The next accepted RESUME that no earlier `resumed` took. */
  resumed(deadline?: number): Promise<GatewayResumeData>;
  /** The next closed connection, whichever side closed it, that no earlier `disconnected` took. */
  disconnected(deadline?: number): Promise<{ code: number }>;
  /**
   * Sends an event to every session whose intents let it see the event, without what those intents hide.
   * A session that has lost its connection gets it when it resumes.
   */
  dispatch<Event extends keyof DispatchData>(event: Event, data: DispatchData[Event]): void;
  /** Closes with a gateway close code. */
  closeConnections(code: number): void;
  /** Ends the TCP connections without a close frame. */
  dropConnections(): void;
  /** Answers the next handshakes of the gateway with a status instead of a connection. */
  refuseHandshakes(status: number, times: number): void;
  /** How many of them were refused so far. */
  readonly refusedHandshakes: number;
  /** Opcode 7. */
  reconnectRequest(): void;
  /** Opcode 9; with `false` the sessions are forgotten. */
  invalidSession(resumable: boolean): void;

  close(): Promise<void>;
}

const ALL_PERMISSIONS = Object.values(PermissionFlagsBits).reduce((all, each) => all | each, 0n);

/** Discord on 127.0.0.1: REST v10 and the gateway on one port. */
export async function createDiscordPlatform(options: DiscordPlatformOptions = {}): Promise<DiscordPlatform> {
  const { tokens = ["discord-loopback"], privilegedIntents = 0, heartbeatInterval = 41_250, refuseIdentify } = options;
  const rules = {
    botPermissions: options.botPermissions ?? ALL_PERMISSIONS,
    uploadLimit: options.uploadLimit ?? 10_485_760,
  };
  const next = createCounter();
  const nextId = createSnowflakes(next);
  const payloads = createPayloads(nextId);
  const log = createCallLog<DiscordRequest>(({ method, path }) => `${method} ${path}`);
  const responders = createResponderTable<DiscordRequest>();
  const refusals = { status: 0, left: 0, count: 0 };
  const admit = ({ pathname }: URL) => {
    if (pathname !== "/gateway" && pathname !== "/resume") return false;
    if (refusals.left === 0) return true;
    refusals.left -= 1;
    refusals.count += 1;
    return refusals.status;
  };
  const socketUrl = (path: string) => `ws://127.0.0.1:${server.port}${path}`;

  const store = createMessageStore(payloads.botMessage);
  const interactions = createInteractions(store, rules);
  const routes = Object.entries({
    ...createRoutes({ gatewayUrl: () => socketUrl("/gateway"), nextId, store, rules }),
    ...interactions.routes,
  });
  const resumeUrl = () => socketUrl("/resume");
  const gateway = createGateway({ tokens, privilegedIntents, refuseIdentify, heartbeatInterval, resumeUrl, next });

  async function handle(incoming: LoopbackRequest): Promise<Outcome> {
    const path = restPath(incoming.url) ?? incoming.url.pathname;
    const read = await readDiscordRequest(incoming, path);
    const found = routes.find(([route]) => matchRoute(route, read.method, path) !== undefined);
    const request = { ...read, route: found?.[0] };
    log.record(request);
    if (found === undefined) return unknownRoute;
    const [route, answer] = found;
    const overridden = await responders.outcome(route, request);
    if (overridden !== undefined) return overridden;
    if (!mayCall(request, tokens)) return unauthorized;
    return answer({
      params: matchRoute(route, read.method, path) ?? {},
      query: read.query,
      body: read.body,
      files: read.files,
    });
  }

  const server = await createLoopbackServer({
    ...(options.port !== undefined && { port: options.port }),
    handle,
    admit,
    connected: (socket) => gateway.connected(socket),
  });

  async function close() {
    log.close();
    gateway.close();
    await server.close();
  }

  return {
    ...payloads,
    apiUrl: `http://127.0.0.1:${server.port}/api`,
    token: tokens[0] ?? "",
    requests: log.calls,
    forget: log.forget,
    get unknownRequests() {
      return log.calls.filter(({ route }) => route === undefined);
    },
    nextRequest(matcher, deadline) {
      const what = typeof matcher === "string" ? matcher : "matching request";
      return log.next((request) => matches(matcher, request), what, deadline);
    },
    respond(route, responder, times) {
      if (!routes.some(([known]) => known === route)) throw new Error(`There is no route ${route}.`);
      responders.add(route, responder, times);
    },
    get connectionCount() {
      return gateway.connectionCount();
    },
    get heartbeatCount() {
      return gateway.heartbeatCount();
    },
    identified: (deadline) => gateway.identifies.next(() => true, "IDENTIFY", deadline),
    resumed: (deadline) => gateway.resumes.next(() => true, "RESUME", deadline),
    disconnected: (deadline) => gateway.disconnects.next(() => true, "end of a connection", deadline),
    dispatch(event, data) {
      if (isDispatch("INTERACTION_CREATE", event, data)) interactions.dispatched(data);
      if (isDispatch("MESSAGE_CREATE", event, data)) store.add(data);
      if (isDispatch("MESSAGE_CREATE", event, data)) store.add(data);
      gateway.dispatch(event, data);
    },
    closeConnections: (code) => gateway.closeConnections(code),
    dropConnections: () => gateway.dropConnections(),
    refuseHandshakes(status, times) {
      refusals.status = status;
      refusals.left = times;
    },
    get refusedHandshakes() {
      return refusals.count;
    },
    reconnectRequest: () => gateway.reconnectRequest(),
    invalidSession: (resumable) => gateway.invalidSession(resumable),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function createPayloads(nextId: () => string) {
  const messages = createMessagePayloads(nextId);
  return { ...messages, ...createInteractionPayloads(nextId, () => messages.botMessage()) };
}

/** Interactions and webhooks are opened by the token in their path; everything else by the bot's. */
function mayCall({ path, headers }: DiscordRequest, tokens: readonly string[]): boolean {
  if (/^\/(interactions|webhooks|attachments)\//.test(path)) return true;
  return tokens.some((token) => headers.authorization === `Bot ${token}`);
}

function isDispatch<Event extends keyof DispatchData>(
  wanted: Event,
  event: keyof DispatchData,
  _data: unknown,
): _data is DispatchData[Event] {
  return event === wanted;
}
