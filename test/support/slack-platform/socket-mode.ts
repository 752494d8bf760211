import type { EnvelopedEvent, SlackAction, SlackShortcut, SlackViewAction, SlashCommand } from "@slack/bolt";
import { WebSocket } from "ws";
import { type CallLog, createCallLog, defaultDeadline } from "../loopback/call-log.ts";
import type { Counter } from "../loopback/counter.ts";
import { isRecord } from "../loopback/request-body.ts";
import { workspace } from "./workspace.ts";

export type SocketDelivery =
  | { type: "slash_commands"; payload: SlashCommand }
  | { type: "events_api"; payload: EnvelopedEvent; retryAttempt?: number; retryReason?: string }
  | { type: "interactive"; payload: SlackAction | SlackShortcut | SlackViewAction };

export interface SocketAck {
  envelope_id: string;
  /** What the acknowledgement carried: for a slash command the message to show, `{}` for a bare one. */
  payload: Record<string, unknown>;
}

/** One Socket Mode connection of a client. */
export interface SlackSocket {
  ticket: string;
  /** Settles when the connection has ended, whoever ended it. */
  closed: Promise<void>;
}

export interface DisconnectOptions {
  /** Sends Slack's disconnect message; absent, nothing is said. */
  reason?: "warning" | "refresh_requested" | "link_disabled";
  /** Drops the TCP connection. By default only when no reason was given: a client told of a refresh closes by itself. */
  drop?: boolean;
}

export interface SocketMode {
  issueUrl(appToken: string): string;
  admit(url: URL): boolean;
  connected(socket: WebSocket, url: URL): void;
  count(): number;
  sockets: CallLog<SlackSocket>;
  send(delivery: SocketDelivery, deadline?: number): Promise<SocketAck>;
  /** Sends a frame as it is, over the newest open connection. */
  sendFrame(frame: string): void;
  nextAck(envelopeId: string, deadline?: number): Promise<SocketAck>;
  disconnect(options: DisconnectOptions): void;
  close(): void;
}

export interface SocketModeOptions {
  origin: () => string;
  next: Counter;
  /** Milliseconds between Slack's pings. */
  pingInterval: number;
}

export function createSocketMode({ origin, next, pingInterval }: SocketModeOptions): SocketMode {
  const tickets = new Set<string>();
  const open = new Set<WebSocket>();
  const acks = createCallLog<SocketAck>((ack) => `ack of ${ack.envelope_id}`);
  const sockets = createCallLog<SlackSocket>((socket) => socket.ticket);

  const say = (socket: WebSocket, message: unknown) => socket.send(JSON.stringify(message));
  const newest = () => {
    const socket = [...open].findLast(({ readyState }) => readyState === WebSocket.OPEN);
    if (socket === undefined) throw new Error("No Socket Mode connection is open: await nextSocket() first.");
    return socket;
  };
  const nextAck = (id: string, deadline = defaultDeadline) =>
    acks.next(({ envelope_id }) => envelope_id === id, `ack of ${id}`, deadline);

  return {
    sockets,
    issueUrl(appToken) {
      const ticket = `ticket-${next()}`;
      tickets.add(ticket);
      return `${origin().replace("http", "ws")}/link/?ticket=${ticket}&app_id=${appToken ? workspace.appId : ""}`;
    },
    admit: (url) => url.pathname === "/link/" && tickets.delete(url.searchParams.get("ticket") ?? ""),
    connected(socket, url) {
      open.add(socket);
      const closed = Promise.withResolvers<void>();
      const pings = setInterval(() => socket.ping(`Ping from ${workspace.teamDomain}`), pingInterval).unref();
      socket.on("close", () => {
        clearInterval(pings);
        open.delete(socket);
        closed.resolve();
      });
      socket.on("message", (data) => {
        const ack = readAck(String(data));
        if (ack !== undefined) acks.record(ack);
      });
      say(socket, {
        type: "hello",
        num_connections: open.size,
        debug_info: { host: "loopback", build_number: 1, approximate_connection_time: 18_060 },
        connection_info: { app_id: workspace.appId },
      });
      sockets.record({ ticket: url.searchParams.get("ticket") ?? "", closed: closed.promise });
    },
    count: () => open.size,
    async send(delivery, deadline) {
      const envelope_id = `${delivery.type}-${next()}`;
      say(newest(), { envelope_id, ...envelope(delivery) });
      return nextAck(envelope_id, deadline);
    },
    sendFrame: (frame) => newest().send(frame),
    nextAck,
    disconnect({ reason, drop = reason === undefined }) {
      for (const socket of open) {
        if (reason !== undefined) say(socket, { type: "disconnect", reason, debug_info: { host: "loopback" } });
        if (drop) socket.terminate();
      }
    },
    close() {
      acks.close();
      sockets.close();
    },
  };
}

function envelope(delivery: SocketDelivery): Record<string, unknown> {
  const { type, payload } = delivery;
  if (type !== "events_api") return { type, payload, accepts_response_payload: true };
  const { retryAttempt = 0, retryReason = "" } = delivery;
  return { type, payload, accepts_response_payload: false, retry_attempt: retryAttempt, retry_reason: retryReason };
}

function readAck(text: string): SocketAck | undefined {
  const message: unknown = JSON.parse(text);
  if (!isRecord(message) || typeof message.envelope_id !== "string") return undefined;
  return { envelope_id: message.envelope_id, payload: isRecord(message.payload) ? message.payload : {} };
}
