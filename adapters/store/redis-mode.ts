import { ConfigurationError } from "#core/host.ts";

/** Throws a {@link ConfigurationError} if the server is one that Portcall cannot use. @param info what INFO returns */
export function checkRedisMode(info: string, label: string): void {
  // Valkey calls it server_mode.
  const mode = /^(?:redis|server)_mode:(\w+)/m.exec(info)?.[1];
  const problem = mode === undefined ? undefined : PROBLEMS.get(mode);
  if (problem !== undefined) throw new ConfigurationError(`PORTCALL_STORE (${label}) is ${problem}`);
}

export const NO_SENTINEL =
  "Portcall connects to one Redis: write redis://HOST:6379 with the address of the primary, or of a proxy such as HAProxy that follows it.";

const PROBLEMS: ReadonlyMap<string, string> = new Map([
  [
    "cluster",
    "a Redis Cluster, which spreads a team's entries over several servers; a claim could then not be made as one change. Use a Redis or Valkey with cluster-enabled no, with replicas if you like, or PostgreSQL.",
  ],
  ["sentinel", `a Redis Sentinel. ${NO_SENTINEL}`],
]);
