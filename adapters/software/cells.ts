import type { Transport } from "#core/registry/port.ts";
import { TRANSPORTS } from "#core/registry/port.ts";

/** The lines of a data file and their numbers, from 1, without empty ones and comments. */
export function dataLines(text: string): readonly { readonly line: string; readonly number: number }[] {
  return text
    .split("\n")
    .map((line, at) => ({ line, number: at + 1 }))
    .filter(({ line }) => line !== "" && !line.startsWith("#"));
}

/** Transports in the order of `TRANSPORTS`, with a space between them; null for anything else. */
export function parseTransports(text: string): readonly Transport[] | null {
  const transports = TRANSPORTS.filter((transport) => text.split(" ").includes(transport));
  return transports.length > 0 && transports.join(" ") === text ? transports : null;
}

export function isHttpsAddress(text: string): boolean {
  return /^https:\/\/\S+$/.test(text);
}
