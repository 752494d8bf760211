import { createSocket, type Socket } from "node:dgram";
import { once } from "node:events";
import { connect, createServer, type Server } from "node:net";

export type ListeningTransport = "tcp" | "udp";

/** Addresses to listen on: one address, or all, in IPv4 and IPv6. */
export const HOSTS = ["127.0.0.1", "::1", "0.0.0.0", "::"] as const;

export interface Listening {
  readonly port: number;
  close(): Promise<void>;
}

/** Opens a real socket that listens; rejects with `EADDRINUSE` where another one does. */
export async function listen(transport: ListeningTransport, host: string, port: number): Promise<Listening> {
  if (transport === "tcp") {
    const server = await listenTcp(host, port);
    return { port, close: () => closed(server) };
  }
  const socket = createSocket({ type: host.includes(":") ? "udp6" : "udp4" });
  socket.bind(port, host);
  await once(socket, "listening");
  return { port, close: () => closed(socket) };
}

/**
 * A port where, and at ten times its number, nothing listens. Ten times its number stays below 32768, where Linux's
 * ephemeral range starts. Successive calls return different ports, and other processes start elsewhere.
 */
export async function portWithTenfold(): Promise<number> {
  for (let tried = 0; tried < CANDIDATES; tried += 1) {
    const port = FIRST + (next++ % CANDIDATES);
    if ((await nothingAt(port)) && (await nothingAt(port * 10))) return port;
  }
  throw new Error("Something listens on every candidate or on its ten-fold.");
}

const FIRST = 1024;
const CANDIDATES = 3276 - FIRST + 1;
let next = process.pid * 97;

async function nothingAt(port: number): Promise<boolean> {
  for (const transport of ["tcp", "udp"] as const) {
    for (const host of HOSTS) {
      const listening = await listen(transport, host, port).catch((error: NodeJS.ErrnoException) => {
        if (error.code === "EADDRINUSE") return null;
        throw error;
      });
      if (listening === null) return false;
      await listening.close();
    }
  }
  return true;
}

/** Both ends of a TCP connection to a port at which nothing listens any more. */
export async function connectionTo(port: number): Promise<Listening> {
  const server = await listenTcp("127.0.0.1", port);
  const accepted = once(server, "connection");
  const client = connect(port, "127.0.0.1");
  await once(client, "connect");
  const [served] = await accepted;
  const stopped = closed(server);
  return {
    port,
    async close() {
      // A reset leaves nothing in TIME-WAIT.
      client.resetAndDestroy();
      served.destroy();
      await stopped;
    },
  };
}

/** A UDP socket whose far end is a port at which nothing listens. */
export async function connectedUdpTo(port: number): Promise<Listening> {
  const socket = createSocket("udp4");
  socket.connect(port, "127.0.0.1");
  await once(socket, "connect");
  return { port, close: () => closed(socket) };
}

async function listenTcp(host: string, port: number): Promise<Server> {
  const server = createServer();
  server.on("connection", (socket) => {
    // These connections are expected to be reset.
    socket.on("error", () => {});
  });
  server.listen({ port, host });
  await once(server, "listening");
  return server;
}

function closed(socket: Server | Socket): Promise<void> {
  return new Promise((resolve) => {
    socket.close(() => resolve());
  });
}
