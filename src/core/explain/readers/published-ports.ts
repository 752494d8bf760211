import type { Reader } from "#core/explain/reader.ts";
import { EMPTY_ROW, listenerRow } from "#core/explain/reader.ts";
import { isDuration, isExited, isId, isStatus } from "#core/explain/readers/docker.ts";
import type { Mapping } from "#core/explain/readers/port-mapping.ts";
import { expandMappings, parseMapping, splitMappings } from "#core/explain/readers/port-mapping.ts";

/**
 * Published ports wherever they stand in a line, in any table or none: `web|running|0.0.0.0:8080->80/tcp`. An address, a
 * port, an arrow and a port with its transport say everything by themselves.
 */
export const publishedPorts: Reader = {
  mayContinue: true,
  begins: (words) => mappingsIn(words).length > 0,
  read: (words, { room }) => {
    if (isExited(words)) return EMPTY_ROW;
    const cells = cellsOf(words.join(" "));
    const isSaid = !isRow(words, cells);
    const service = isSaid ? null : nameIn(cells);
    const { listeners, leftOut } = expandMappings(mappingsIn(words), { service, image: null }, room);
    const isWhole = !(words.at(-1) ?? "").endsWith(",");
    return listeners.length + leftOut === 0 ? null : { ...listenerRow(listeners, isWhole), leftOut, isSaid };
  },
};

function mappingsIn(words: readonly string[]): readonly Mapping[] {
  if (!words.some((word, at) => mayPublish(word, words[at - 1], words[at + 1]))) return [];
  const line = words.join(" ");
  const written = cellsOf(line).flatMap(splitMappings).map(withoutMarks);
  const found = written.filter((word) => word.includes("->") && word.includes(":")).map(parseMapping);
  return [...found.filter((each) => each !== null), ...goMappings(line)];
}

/** Whether an arrow has ports around it, as most have not; or Go printed a map. */
function mayPublish(word: string, before = "", behind = ""): boolean {
  if (word === "->") return before.includes(":") && behind.includes("/");
  return word.length > 2 && (word.includes("->") || word.includes("map["));
}

const SPACED_ARROW = /(?<=:\d{1,5}) -> (?=\d{1,5}\/(?:tcp|udp|sctp))/g;
/** In a table of Markdown, a list of values, or a sentence. */
const cellsOf = (line: string) =>
  line
    .replace(SPACED_ARROW, "->")
    .split(/[|;" ]/)
    .filter((cell) => cell !== "");
const withoutMarks = (word: string) => word.replace(/^[^\w[:*.<$]{1,4}|(?<=\/\w{3,4})[^\w]{1,4}$/g, "");

/** How Go prints it for `docker inspect -f`: `map[80/tcp:[{0.0.0.0 8080} {:: 8080}] 443/tcp:[]]`. */
const GO_PORT = /(\d{1,5}\/(?:tcp|udp|sctp)):\[((?:\{[\da-f.:]{0,45} \d{1,5}\} ?){1,8})\]/g;

function goMappings(line: string): readonly Mapping[] {
  if (!line.includes("map[")) return [];
  return Array.from(line.matchAll(GO_PORT)).flatMap(([, target = "", hosts = ""]) =>
    Array.from(hosts.matchAll(/\{(\S*) (\d+)\}/g), ([, address, port]) =>
      parseMapping(`${address}:${port}->${target}`),
    ).filter((each) => each !== null),
  );
}

const NAME = /^\/?[A-Za-z\d][\w.-]{1,100}:?$/;

/** Otherwise the line is a sentence. */
function isRow(words: readonly string[], cells: readonly string[]): boolean {
  return words.some((word) => isStatus(word) || word.includes("|")) || cells.length <= 3;
}

/** The container's name in a row: the first cell, or the last one behind an id. */
function nameIn(cells: readonly string[]): string | null {
  const first = cells[0] ?? "";
  const last = cells.at(-1) ?? "";
  const isNamedLast = isId(first) || (NAME.test(last) && !isStatus(last) && !isDuration(last));
  const name = isNamedLast ? last : first;
  return NAME.test(name) && !isId(name) ? name.replace(/^\/|:$/g, "") : null;
}
