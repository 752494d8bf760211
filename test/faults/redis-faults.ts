import { createClient } from "@redis/client";
import type { RealServer } from "../support/store/server-process.ts";
import { redisWith } from "../support/store/servers.ts";
import type { Fault, World } from "./fault.ts";

type Breaking = Pick<World, "breakIt" | "mend">;

/** Faults of a Redis server. */
export const REDIS_FAULTS: readonly Fault[] = [
  redis("down at start", (server) => ({ breakIt: () => server.stop(), mend: () => server.start() }), { atStart: true }),
  redis("hung at start", (server) => ({ breakIt: () => server.pause(), mend: () => server.resume() }), {
    atStart: true,
  }),
  redis("stopped", (server) => ({ breakIt: () => server.stop(), mend: () => server.start() })),
  redis("killed", (server) => ({ breakIt: () => server.stop("killed"), mend: () => server.start() })),
  redis("hung", (server) => ({ breakIt: () => server.pause(), mend: () => server.resume() })),
  redis("full (maxmemory)", (server) => ({
    breakIt: () => command(server, ["CONFIG", "SET", "maxmemory", "1"]),
    mend: () => command(server, ["CONFIG", "SET", "maxmemory", "0"]),
  })),
  redis(
    "password required at start",
    (server) => ({
      breakIt: () => command(server, ["CONFIG", "SET", "requirepass", "another"]),
      mend: () => command(server, ["CONFIG", "SET", "requirepass", ""], "another"),
    }),
    { atStart: true },
  ),
  redis("read-only replica", (server) => ({
    breakIt: () => command(server, ["REPLICAOF", "127.0.0.1", "1"]),
    mend: () => command(server, ["REPLICAOF", "NO", "ONE"]),
  })),
  redis(
    "a cluster at start",
    (server) => ({
      breakIt: () => command(server, ["CLUSTER", "ADDSLOTSRANGE", "0", "16383"]),
      mend: () => {},
    }),
    { atStart: true },
    { "cluster-enabled": "yes" },
  ),
];

function redis(
  name: string,
  breaking: (server: RealServer) => Breaking,
  more: Partial<Fault> = {},
  settings: Readonly<Record<string, string>> = {},
): Fault {
  return {
    on: "redis",
    name,
    ...more,
    async prepare() {
      const server = await redisWith(settings).create();
      await server.start();
      return {
        environment: { PORTCALL_STORE: server.url },
        ...breaking(server),
        remove: () => server.remove(),
      };
    },
  };
}

async function command({ url }: RealServer, words: readonly string[], password?: string): Promise<void> {
  const client = createClient({ url, ...(password === undefined ? {} : { password }) });
  client.on("error", () => {});
  await client.connect();
  await client.sendCommand([...words]);
  client.destroy();
}
