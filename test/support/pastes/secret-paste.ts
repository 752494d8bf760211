import { inspect } from "node:util";
import type { Store } from "#core/host.ts";
import { describeError } from "../../../src/app/log.ts";
import { memoryStore } from "../store/memory-store.ts";

/** Words that only occur in the pastes below. */
const SECRETS = ["zq-vaultd", "10.77.66.55", "0.0.0.0:", "LISTEN", "127.0.0.1:8867"];

/** Output of `ss -tulpn` with characters that chat platforms escape. */
export const PASTE = `Netid State  Recv-Q Send-Q  Local Address:Port  Peer Address:PortProcess
udp   UNCONN 0      0             0.0.0.0:51820      0.0.0.0:*    users:(("node",pid=21,fd=21))
tcp   LISTEN 0      1             0.0.0.0:22         0.0.0.0:*    users:(("sshd",pid=7,fd=3))
tcp   LISTEN 0      511           0.0.0.0:6379       0.0.0.0:*    users:(("redis-server",pid=9,fd=3))
tcp   LISTEN 0      1           127.0.0.1:8867       0.0.0.0:*    users:(("zq-vaultd<1>&_*2*",pid=13,fd=3))
tcp   LISTEN 0      1         10.77.66.55:2379       0.0.0.0:*    users:(("etcd",pid=19,fd=3))
tcp   LISTEN 0      511              [::]:3999          [::]:*    users:(("node",pid=21,fd=19))`;

/** How its listeners are shown on a card. */
export const LISTENERS = [
  /\b51820 node/,
  /\b22 sshd/,
  /\b6379 redis-server/,
  /\b8867 zq-v/,
  /\b2379 etcd/,
  /\b3999\b.* node/,
];

/** Sixty lines, just within a form's limit. */
export const LONG_PASTE = Array.from(
  { length: 60 },
  (_, at) => `LISTEN 0 128 10.77.66.55:${9001 + 3 * at} 0.0.0.0:*`,
).join("\n");

/** A store that records every value put into it. */
export function recordingStore(): Store & { readonly puts: unknown[] } {
  const store = memoryStore();
  const puts: unknown[] = [];
  const commit: Store["commit"] = async (change) => {
    puts.push(change.put);
    return store.commit(change);
  };
  return { ...store, commit, puts };
}

/** Log contents as Portcall would write them: errors reduced to a few fields. */
export function logContents({
  lines,
  fields,
}: {
  readonly lines: readonly object[];
  readonly fields: readonly object[];
}) {
  const written = fields.map((given) => ("error" in given ? { ...given, error: describeError(given.error) } : given));
  return [lines, written];
}

/** The secrets found in a value. */
export function findLeaks(kept: unknown): readonly string[] {
  const text = inspect(kept, { depth: 20, maxStringLength: null, maxArrayLength: null });
  return SECRETS.filter((secret) => text.includes(secret));
}
