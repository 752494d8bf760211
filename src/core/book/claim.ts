import type { Json } from "#core/host.ts";
import { isJsonObject } from "#core/host.ts";
import type { ClaimQuery } from "#core/query/query.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { isPort, isTransport, numbersIn, TRANSPORTS } from "#core/registry/port.ts";

/** An entry of a team's port book: numbers the team uses. Immutable; a new claim may replace it. */
export interface Claim {
  readonly id: string;
  readonly span: PortSpan;
  /** Null for tcp and udp. */
  readonly transport: Transport | null;
  readonly name: string;
  /** May be empty. */
  readonly description: string;
  /** The owner without the `@`; may be empty. */
  readonly owner: string;
  /** The person who claimed it; null if they asked to be forgotten. */
  readonly by: Person | null;
  /** Milliseconds since 1970. */
  readonly at: number;
}

export interface Person {
  /** As in `Asker.person`. */
  readonly id: string;
  readonly name: string;
}

/** The transports of a claim that names none. */
const DEFAULT_TRANSPORTS: readonly Transport[] = ["tcp", "udp"];

/** One number on one transport, which only one claim can hold at a time: `08867.tcp`. */
export type Slot = string;

/** The slots a claim holds, ascending. */
export function slotsOf({ span, transport }: Pick<Claim, "span" | "transport">): Slot[] {
  const transports = transportsOf({ transport });
  return numbersIn(span).flatMap((port) => transports.map((each) => `${`${port}`.padStart(5, "0")}.${each}`));
}

export function transportsOf({ transport }: Pick<Claim, "transport">): readonly Transport[] {
  return transport === null ? DEFAULT_TRANSPORTS : [transport];
}

/** Orders claims by their first slots. */
export function placeOf({ span, transport }: Pick<Claim, "span" | "transport">): number {
  return span.first * TRANSPORTS.length + SLOT_ORDER.indexOf(transport ?? "tcp");
}

const SLOT_ORDER: readonly Transport[] = TRANSPORTS.toSorted();

export function claimToJson({ span, ...rest }: Claim): Json {
  return { ...rest, first: span.first, last: span.last, by: rest.by === null ? null : { ...rest.by } };
}

/** Parses what {@link claimToJson} wrote; null for anything else. */
export function claimFromJson(json: Json | undefined): Claim | null {
  if (!isJsonObject(json)) return null;
  const { id, first, last, transport, name, description, owner, by, at } = json;
  if (typeof id !== "string" || typeof name !== "string" || typeof at !== "number") return null;
  if (typeof description !== "string" || typeof owner !== "string") return null;
  if (typeof first !== "number" || typeof last !== "number" || !isPort(first) || !isPort(last)) return null;
  if (transport !== null && (typeof transport !== "string" || !isTransport(transport))) return null;
  return { id, span: { first, last }, transport, name, description, owner, by: personFromJson(by), at };
}

export function personFromJson(json: Json | undefined): Person | null {
  if (!isJsonObject(json)) return null;
  const { id, name } = json;
  return typeof id === "string" && typeof name === "string" ? { id, name } : null;
}

/** The fields of a claim that the asker provides. */
export type ClaimRequest = Pick<ClaimQuery, "span" | "transport" | "name" | "description" | "owner">;
