import { portNumber } from "#core/explain/endpoint.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import { listenerOn } from "#core/explain/reader.ts";
import type { Json } from "#core/host.ts";
import { isJsonObject } from "#core/host.ts";
import type { Transport } from "#core/registry/port.ts";

export type JsonObject = { readonly [key: string]: Json };

/** A listener in a value, or a connection. */
export interface FoundInValues {
  /** Made one by one, because a few characters can name all ports of many addresses. */
  readonly listeners: Iterable<PastedListener>;
  readonly connections: number;
}

export const NOTHING: FoundInValues = { listeners: [], connections: 0 };

/** Reads one shape of object; null for any other. */
export type ValueReader = (object: JsonObject, context: ValueContext) => FoundInValues | null;

export interface ValueContext {
  /** How many more listeners fit. */
  readonly room: number;
  /** The transport that a key around the object or a line above it names, for values that don't say theirs. */
  readonly said: Transport | null;
}

export function found(listeners: Iterable<PastedListener>): FoundInValues {
  return { listeners, connections: 0 };
}

export function objectAt(object: JsonObject, key: string): JsonObject {
  const value = object[key];
  return isJsonObject(value) ? value : {};
}

export function itemsAt(object: JsonObject, key: string): readonly Json[] {
  const value = object[key];
  return Array.isArray(value) ? value : [];
}

export function objectsAt(object: JsonObject, key: string): readonly JsonObject[] {
  return itemsAt(object, key).filter(isJsonObject);
}

/** The first of the keys that holds a text or a number, as text; `""` if none does. */
export function textAt(object: JsonObject, ...keys: readonly string[]): string {
  for (const key of keys) {
    const value = object[key];
    if (typeof value === "string") return value.slice(0, MAX_TEXT);
    if (typeof value === "number") return `${value}`;
  }
  return "";
}

const MAX_TEXT = 300;

/** The port of the first of the keys that holds one; 0, which stands for none, counts as none. */
export function portAt(object: JsonObject, ...keys: readonly string[]): number | null {
  const port = portNumber(textAt(object, ...keys));
  return port === 0 ? null : port;
}

/** A port that a container publishes. Without an address it is open on all (docs.docker.com, "Port publishing"). */
export function publishedPort(
  port: number,
  transport: Transport,
  address: string,
  container: Pick<PastedListener, "service" | "image" | "target">,
): PastedListener {
  const listener = { ...listenerOn(port, transport, address === "" ? null : address), ...container };
  return address === "" ? { ...listener, scope: "every" } : listener;
}
