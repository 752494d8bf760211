import {
  GatewayCloseCodes,
  GatewayDispatchEvents,
  type GatewayIdentifyData,
  GatewayIntentBits,
  GatewayOpcodes,
  type GatewayResumeData,
  type GatewaySendPayload,
} from "discord-api-types/v10";
import type { WebSocket } from "ws";
import { type CallLog, createCallLog } from "../loopback/call-log.ts";
import type { Counter } from "../loopback/counter.ts";
import { asSeenWith, type DispatchData } from "./visibility.ts";
import { application, guild, user, world } from "./world.ts";

export interface GatewayOptions {
  tokens: readonly string[];
  /** The privileged intents switched on in the developer portal; asking for others closes with 4014. */
  privilegedIntents: number;
  /** Milliseconds. */
  heartbeatInterval: number;
  /** Closes with this code on every IDENTIFY. */
  refuseIdentify: number | undefined;
  /** Where a client resumes; not the address it first connects to. */
  resumeUrl: () => string;
  next: Counter;
}

export interface Gateway {
  connected(socket: WebSocket): void;
  connectionCount(): number;
  heartbeatCount(): number;
  identifies: CallLog<GatewayIdentifyData>;
  resumes: CallLog<GatewayResumeData>;
  disconnects: CallLog<{ code: number }>;
  dispatch<Event extends keyof DispatchData>(event: Event, data: DispatchData[Event]): void;
  closeConnections(code: number): void;
  dropConnections(): void;
  reconnectRequest(): void;
  invalidSession(resumable: boolean): void;
  close(): void;
}

interface Session {
  id: string;
  intents: number;
  /** Everything dispatched, at its sequence number minus one. */
  sent: { t: string; d: unknown }[];
  socket: WebSocket | undefined;
}

const privileged = GatewayIntentBits.MessageContent | GatewayIntentBits.GuildMembers | GatewayIntentBits.GuildPresences;

export function createGateway(options: GatewayOptions): Gateway {
  const { tokens, privilegedIntents, refuseIdentify, heartbeatInterval, resumeUrl, next } = options;
  const open = new Set<WebSocket>();
  const sessions = new Map<string, Session>();
  const identifies = createCallLog<GatewayIdentifyData>(() => "IDENTIFY");
  const resumes = createCallLog<GatewayResumeData>(({ seq }) => `RESUME from ${seq}`);
  const disconnects = createCallLog<{ code: number }>(({ code }) => `close with ${code}`);
  let heartbeats = 0;

  const say = (socket: WebSocket, payload: object) => socket.send(JSON.stringify({ s: null, t: null, ...payload }));

  function deliver(session: Session, t: string, d: unknown) {
    session.sent.push({ t, d });
    if (session.socket) say(session.socket, { op: GatewayOpcodes.Dispatch, t, d, s: session.sent.length });
  }

  function identify(socket: WebSocket, data: GatewayIdentifyData) {
    if (!tokens.includes(data.token))
      return socket.close(GatewayCloseCodes.AuthenticationFailed, "Authentication failed.");
    if (refuseIdentify !== undefined) return socket.close(refuseIdentify);
    if (data.intents & privileged & ~privilegedIntents) {
      return socket.close(GatewayCloseCodes.DisallowedIntents, "Disallowed intent(s).");
    }
    const session: Session = { id: `session-${next()}`, intents: data.intents, sent: [], socket };
    sessions.set(session.id, session);
    deliver(session, GatewayDispatchEvents.Ready, {
      v: 10,
      user: user(world.botUserId),
      guilds: [{ id: world.guildId, unavailable: true }],
      session_id: session.id,
      resume_gateway_url: resumeUrl(),
      shard: data.shard ?? [0, 1],
      application: { id: application().id, flags: application().flags, flags_new: application().flags_new },
    } satisfies DispatchData["READY"]);
    if (data.intents & GatewayIntentBits.Guilds) deliver(session, GatewayDispatchEvents.GuildCreate, guild());
    identifies.record(data);
  }

  function resume(socket: WebSocket, data: GatewayResumeData) {
    const session = sessions.get(data.session_id);
    if (session === undefined || !tokens.includes(data.token) || data.seq > session.sent.length) {
      return say(socket, { op: GatewayOpcodes.InvalidSession, d: false });
    }
    session.socket = socket;
    for (const [index, { t, d }] of session.sent.entries()) {
      if (index >= data.seq && t !== GatewayDispatchEvents.Resumed)
        say(socket, { op: GatewayOpcodes.Dispatch, t, d, s: index + 1 });
    }
    deliver(session, GatewayDispatchEvents.Resumed, {});
    resumes.record(data);
  }

  function receive(socket: WebSocket, message: GatewaySendPayload) {
    switch (message.op) {
      case GatewayOpcodes.Heartbeat:
        heartbeats += 1;
        return say(socket, { op: GatewayOpcodes.HeartbeatAck });
      case GatewayOpcodes.Identify:
        return identify(socket, message.d);
      case GatewayOpcodes.Resume:
        return resume(socket, message.d);
      default:
        return undefined;
    }
  }

  return {
    identifies,
    resumes,
    disconnects,
    connectionCount: () => open.size,
    heartbeatCount: () => heartbeats,
    connected(socket) {
      open.add(socket);
      socket.on("close", (code) => {
        open.delete(socket);
        for (const session of sessions.values()) if (session.socket === socket) session.socket = undefined;
        disconnects.record({ code });
      });
      socket.on("message", (data) => receive(socket, JSON.parse(String(data))));
      say(socket, { op: GatewayOpcodes.Hello, d: { heartbeat_interval: heartbeatInterval } });
    },
    dispatch(event, data) {
      if (sessions.size === 0) throw new Error("No client has identified itself: await identified() first.");
      for (const session of sessions.values()) {
        const seen = asSeenWith(session.intents, event, data);
        if (seen !== undefined) deliver(session, event, seen);
      }
    },
    closeConnections(code) {
      for (const socket of open) socket.close(code);
    },
    dropConnections() {
      for (const socket of open) socket.terminate();
    },
    reconnectRequest() {
      for (const socket of open) say(socket, { op: GatewayOpcodes.Reconnect, d: null });
    },
    invalidSession(resumable) {
      if (!resumable) sessions.clear();
      for (const socket of open) say(socket, { op: GatewayOpcodes.InvalidSession, d: resumable });
    },
    close() {
      identifies.close();
      resumes.close();
      disconnects.close();
    },
  };
}
