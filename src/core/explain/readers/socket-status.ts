import type { Endpoint } from "#core/explain/endpoint.ts";
import { scopeOf } from "#core/explain/endpoint.ts";
import type { SocketStyle } from "#core/explain/readers/socket-owners.ts";
import { isListen, isServiceWithState, STATE } from "#core/explain/readers/socket-owners.ts";
import type { Transport } from "#core/registry/port.ts";

/** What a row says before its addresses. */
interface SocketState {
  readonly style: SocketStyle;
  readonly transport: Transport | null;
  /** `""` if the state stands elsewhere. */
  readonly state: string;
}

/** Whether the socket listens; null if the row lacks its state. */
export function statusOf(
  start: SocketState,
  peer: Endpoint,
  tail: readonly string[],
): "listens" | "connected" | "closed" | null {
  const { style, transport, state } = start;
  const isOpen = (peer.port === null && peer.name === null) || (peer.port === 0 && scopeOf(peer.address) === "every");
  switch (style) {
    case "ss":
      if (state === "LISTEN" || (state === "UNCONN" && transport === "udp" && isOpen)) return "listens";
      return state === "UNCONN" && peer.port === null ? "closed" : "connected";
    case "windows":
      // The state is localised, so the peer tells; only `-q` prints this one.
      if (tail[0] === "BOUND") return "closed";
      if (CONNECTED.has(tail[0] ?? "")) return "connected";
      return isOpen || peer.port === 0 ? "listens" : "connected";
    case "sockstat":
      return isOpen ? "listens" : "connected";
    case "section":
      if (tail.some((word) => isListen(word) || word === "Idle")) return "listens";
      return isOpen ? "closed" : "connected";
    case "linux":
    case "bsd": {
      // FreeBSD prints more numbers before the state with some options.
      const most = style === "bsd" ? 12 : 2;
      const own = isServiceWithState(tail) ? tail.at(-1) : tail.find((word, at) => at < most && STATE.test(word));
      if (state === "LISTEN" || isListen(own)) return "listens";
      // Linux translates the state, and shows nobody as the peer only where it is this one.
      if (own !== undefined)
        return style === "linux" && transport === "tcp" && isOpen && !CLOSING.has(own) ? "listens" : "connected";
      // Nobody is shown as the peer of a tcp socket with a port only if it listens, or was closed, on BSD.
      if (transport === "tcp") return isOpen ? "listens" : null;
      return isOpen ? "listens" : "connected";
    }
  }
}

/** States that say so whatever the peer is. */
const CONNECTED: ReadonlySet<string> = new Set(
  "ESTABLISHED SYN_SENT SYN_RECEIVED FIN_WAIT_1 FIN_WAIT_2 CLOSE_WAIT CLOSING LAST_ACK TIME_WAIT HERGESTELLT".split(
    " ",
  ),
);

/** States of a socket without a peer that doesn't listen. */
const CLOSING: ReadonlySet<string> = new Set("CLOSE CLOSED CLOSING SYN_RECV SYN_SENT IDLE BOUND UNKNOWN".split(" "));
