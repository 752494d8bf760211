import type { ListingDifference, ListingName, PastedListener } from "#core/explain/listener.ts";

/** A socket of which two listings of one host at one time say different things. */
export interface SocketDifference extends Pick<PastedListener, "host" | "port" | "transport" | "address" | "process"> {
  /** Only one of them shows it, or another program on it. */
  readonly kind: ListingDifference["kind"];
  /** The program in the other listing; null if that doesn't show the socket. */
  readonly otherProcess: string | null;
  readonly shownBy: ListingName;
}

/** The differences that say something: ephemeral sockets come and go between two commands. */
export function answerDifferences(
  differences: readonly ListingDifference[],
  isEphemeral: (listener: PastedListener) => boolean,
): readonly SocketDifference[] {
  return differences
    .filter(({ listener, other }) => !isEphemeral(listener) && (other === null || !isEphemeral(other)))
    .map(({ kind, listener: { host, port, transport, address, process }, other, shownBy }) => {
      return { kind, host, port, transport, address, process, otherProcess: other?.process ?? null, shownBy };
    });
}
