import { createCallLog } from "../loopback/call-log.ts";
import { createCounter } from "../loopback/counter.ts";
import { createLoopbackServer, type LoopbackRequest } from "../loopback/loopback-server.ts";
import { createResponderTable, type Outcome, type Responder, type ResponderOptions } from "../loopback/replies.ts";
import { createFiles, type SlackFile } from "./files.ts";
import { createInteractivePayloads } from "./interactive-payloads.ts";
import { createOAuth, type OAuthApp, type OAuthGrant, type TokenOwner } from "./oauth.ts";
import { fileMethod, readSlackCall, responseUrlMethod, type SlackCall } from "./slack-call.ts";
import { createSlackPayloads } from "./slack-payloads.ts";
import {
  createSocketMode,
  type DisconnectOptions,
  type SlackSocket,
  type SocketAck,
  type SocketDelivery,
} from "./socket-mode.ts";
import { createWebApi } from "./web-api.ts";
import { workspace } from "./workspace.ts";

export interface SlackPlatformOptions {
  /** The port to listen on; any that is free when absent. */
  port?: number;
  /** The bot tokens Slack knows; others get `invalid_auth`. */
  tokens?: readonly string[];
  /** The app-level tokens that may open a Socket Mode connection. */
  appTokens?: readonly string[];
  /** The app that may be installed by OAuth. */
  oauthApp?: OAuthApp;
  /** The ids of the users who are admins. */
  admins?: readonly string[];
  /** The locale of each user and channel that is not en-US, by id. */
  locales?: Readonly<Record<string, string>>;
  /** Milliseconds between the pings Slack sends over a socket. */
  pingInterval?: number;
}

export interface SlackPlatform extends ReturnType<typeof createPayloads>, AsyncDisposable {
  /** For `clientOptions.slackApiUrl`. */
  readonly apiUrl: string;
  /** The first bot token and the first app-level token that work here. */
  readonly token: string;
  readonly appToken: string;

  /** Approves an installation like an admin's browser on Slack's page; returns the redirect URL. */
  approve(authorizeUrl: string, grant?: Partial<OAuthGrant>): string;
  /** Uploads a file; returns it as listed in events. */
  attach(text: string, changes?: Partial<SlackFile>): SlackFile;
  /** Revokes a token, as after an uninstall. */
  revoke(token: string): void;

  /** Every Web API call and every post to a `response_url`, oldest first. */
  readonly calls: readonly SlackCall[];
  /** The next call of the method that no earlier `nextCall` took; waits for one, at most `deadline` ms (5000). */
  nextCall(method: string, deadline?: number): Promise<SlackCall>;
  /** Empties `calls`. */
  forget(): void;
  /** Overrides the response of a method. */
  respond(method: string, responder: Responder<SlackCall>, options?: ResponderOptions): void;

  /** Socket Mode connections open now. */
  readonly socketCount: number;
  /** The next connection that no earlier `nextSocket` took. */
  nextSocket(deadline?: number): Promise<SlackSocket>;
  /** Delivers over the newest open connection; settles with its acknowledgement. */
  sendOverSocket(delivery: SocketDelivery, deadline?: number): Promise<SocketAck>;
  /** Sends a frame as it is, well-formed or not. */
  sendSocketFrame(frame: string): void;
  /** The acknowledgement of an envelope, by its id. */
  nextSocketAck(envelopeId: string, deadline?: number): Promise<SocketAck>;
  disconnectSockets(options?: DisconnectOptions): void;

  close(): Promise<void>;
}

/** Slack on 127.0.0.1: its Web API, its `response_url`s and Socket Mode on one port. */
export async function createSlackPlatform(options: SlackPlatformOptions = {}): Promise<SlackPlatform> {
  const { tokens = ["xoxb-loopback"], appTokens = ["xapp-loopback"], locales = {}, pingInterval = 10_000 } = options;
  const owners = new Map<string, TokenOwner>(tokens.map((token) => [token, { teamId: workspace.teamId }]));
  const next = createCounter();
  const log = createCallLog<SlackCall>((call) => call.method);
  const responders = createResponderTable<SlackCall>();
  const origin = () => `http://127.0.0.1:${server.port}`;
  const socketMode = createSocketMode({ origin, next, pingInterval });
  const oauth = createOAuth({
    app: options.oauthApp ?? { clientId: "client", clientSecret: "client secret" },
    next,
    issued: (token, owner) => void owners.set(token, owner),
    spent: (token) => void owners.delete(token),
  });
  const webApi = createWebApi({
    ownerOf: (token) => owners.get(token),
    oauth,
    admins: options.admins ?? [],
    appTokens,
    locales,
    next,
    issueSocketUrl: (token) => socketMode.issueUrl(token),
  });
  const responseUrls = createResponseUrls(origin, next);
  const files = createFiles(origin, next, (token) => owners.has(token));

  async function handle(request: LoopbackRequest): Promise<Outcome> {
    const { pathname } = request.url;
    const method =
      /^\/api\/([\w.]+)$/.exec(pathname)?.[1] ??
      (responseUrls.has(pathname) ? responseUrlMethod : files.has(pathname) ? fileMethod : undefined);
    if (method === undefined) return { status: 404, body: "no_such_address" };
    const call = await readSlackCall(method, request);
    log.record(call);
    const overridden = await responders.outcome(method, call);
    if (overridden !== undefined) return overridden;
    if (method === responseUrlMethod) return responseUrls.use(pathname);
    return method === fileMethod ? files.fetch(call) : webApi(call);
  }

  const server = await createLoopbackServer({
    ...(options.port !== undefined && { port: options.port }),
    handle,
    admit: (url) => socketMode.admit(url),
    connected: (socket, url) => socketMode.connected(socket, url),
  });

  async function close() {
    log.close();
    socketMode.close();
    await server.close();
  }

  return {
    ...createPayloads({ next, responseUrl: responseUrls.issue }),
    apiUrl: `${origin()}/api/`,
    token: tokens[0] ?? "",
    appToken: appTokens[0] ?? "",
    approve: oauth.approve,
    attach: files.attach,
    revoke: (token) => void owners.delete(token),
    calls: log.calls,
    forget: log.forget,
    nextCall: (method, deadline) => log.next((call) => call.method === method, `call of ${method}`, deadline),
    respond: (method, responder, times) => responders.add(method, responder, times),
    get socketCount() {
      return socketMode.count();
    },
    nextSocket: (deadline) => socketMode.sockets.next(() => true, "Socket Mode connection", deadline),
    sendOverSocket: (delivery, deadline) => socketMode.send(delivery, deadline),
    sendSocketFrame: socketMode.sendFrame,
    nextSocketAck: socketMode.nextAck,
    disconnectSockets: (disconnect = {}) => socketMode.disconnect(disconnect),
    close,
    [Symbol.asyncDispose]: close,
  };
}

function createPayloads(source: Parameters<typeof createSlackPayloads>[0]) {
  return { ...createSlackPayloads(source), ...createInteractivePayloads(source) };
}

/** A `response_url` serves five posts and is then used up; https://docs.slack.dev/interactivity/handling-user-interaction. */
function createResponseUrls(origin: () => string, next: () => number) {
  const left = new Map<string, number>();
  return {
    issue(): string {
      const path = `/response/${next()}`;
      left.set(path, 5);
      return origin() + path;
    },
    has: (path: string) => left.has(path),
    use(path: string): Outcome {
      const posts = left.get(path) ?? 0;
      if (posts === 0) return { status: 404, body: { ok: false, error: "used_url" } };
      left.set(path, posts - 1);
      return { body: "ok" };
    },
  };
}
