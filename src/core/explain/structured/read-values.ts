import type { PastedListener } from "#core/explain/listener.ts";
import type { RowResult } from "#core/explain/reader.ts";
import { EMPTY_ROW } from "#core/explain/reader.ts";
import type { Block } from "#core/explain/structured/blocks.ts";
import { findBlocks } from "#core/explain/structured/blocks.ts";
import {
  composeFile,
  formattedPorts,
  inspected,
  listedPorts,
  portBindings,
} from "#core/explain/structured/containers.ts";
import { parseCsv } from "#core/explain/structured/csv.ts";
import { withoutOuterEnds } from "#core/explain/structured/json-part.ts";
import { kubernetesObject } from "#core/explain/structured/kubernetes.ts";
import type { ParseStructured } from "#core/explain/structured/parse-structured.ts";
import { parseRecords } from "#core/explain/structured/records.ts";
import { listeningPort, nmapHost, scannedHost, socketObject, testedPort } from "#core/explain/structured/sockets.ts";
import type { JsonObject, ValueContext, ValueReader } from "#core/explain/structured/values.ts";
import { namedTransport } from "#core/explain/transport.ts";
import type { CloudGroup } from "#core/firewall/cloud-values.ts";
import { joinGroups, readRuleValue } from "#core/firewall/cloud-values.ts";
import type { RuleSet } from "#core/firewall/rule.ts";
import type { RuleContext } from "#core/firewall/rule-words.ts";
import type { Json } from "#core/host.ts";
import { isJsonObject } from "#core/host.ts";
import { parseJson } from "#core/parse-json.ts";

/** The first reader that knows an object's shape reads it, and nothing inside it. */
const READERS: readonly ValueReader[] = [
  kubernetesObject,
  composeFile,
  inspected,
  portBindings,
  listedPorts,
  formattedPorts,
  socketObject,
  listeningPort,
  scannedHost,
  nmapHost,
  testedPort,
];
/** In characters. Longer texts are only read if they are JSON without a fault. */
const MAX_PARSED = 64_000;
const MAX_DEPTH = 40;
/** Listeners beyond the limit are counted up to about this number in a paste, so that no paste of ranges takes long. */
const MAX_COUNTED = 100_000;

/** Lines that were read as values. */
export interface ValueRows {
  readonly row: RowResult;
  /** The index of the first line after them. */
  readonly end: number;
}

/**
 * Reads the JSON, YAML and XML in a paste, by the index of its first line. Values without a known shape, or that can't be
 * parsed, are left to be read as lines. Values are parsed once.
 */
export function readValues(
  lines: readonly string[],
  parseStructured: ParseStructured,
  room: number,
  context: RuleContext,
): FoundValues {
  const rows = new Map<number, ValueRows>();
  const groups: CloudGroup[] = [];
  const addRules = (object: JsonObject) => {
    const found = groups.length < MAX_GROUPS ? readRuleValue(object) : null;
    if (found !== null) groups.push(found);
    return found !== null;
  };
  let [left, parsed, countable] = [room, 0, MAX_COUNTED];
  for (const block of findBlocks(lines)) {
    const { text } = block;
    if (!/port|Ingress|external|IpPermissions|compute#firewall/i.test(text)) continue;
    const isShort = parsed + text.length <= MAX_PARSED;
    const strict = block.syntax === "json" ? parseJson(text) : undefined;
    if (strict === undefined && !isShort) continue;
    if (strict === undefined) parsed += text.length;
    const said = namedTransport(lines[lastTextAbove(lines, block.from)] ?? "");
    const read = (values: readonly Json[]) =>
      rowOf(
        values.map((value) => ({ value, said })),
        left,
        countable,
        addRules,
      );
    const found = read(strict === undefined ? parseLeniently(block, parseStructured) : [strict]);
    const isLost = block.syntax === "yaml" && (found === null || found.listeners.length + found.connections === 0);
    const row = (isLost ? read(parseStructured(listsOfPorts(text), "yaml")) : null) ?? found;
    if (row === null) continue;
    left -= row.listeners.length;
    countable -= row.leftOut;
    rows.set(block.from, { row, end: block.end });
  }
  return { rows, ruleSets: joinGroups(groups, context) };
}

/** The ports of a compose file whose indentation is broken, each list as a document. */
function listsOfPorts(text: string): string {
  const lists = text.matchAll(/^ {0,40}ports: *\n((?: {0,40}[-#] .*(?:\n|$))+)/gm);
  return Array.from(lists, ([, items]) => `---\nports:\n${items}`).join("\n");
}

const MAX_GROUPS = 2000;

/** What was read as values. */
export interface FoundValues {
  readonly rows: ReadonlyMap<number, ValueRows>;
  /** Firewall rules in them. */
  readonly ruleSets: readonly RuleSet[];
}

/** YAML takes JSON with a comma too much, a part of it, a cut end, or other quotes. */
function parseLeniently({ syntax, text }: Block, parse: ParseStructured): readonly Json[] {
  switch (syntax) {
    case "yaml":
      return parse(repaired(text), syntax);
    case "xml":
      return parse(withXmlRoot(text.replaceAll('\\"', '"')), syntax);
    case "csv":
      return parseCsv(text);
    case "record":
      return parseRecords(text);
    case "json": {
      if (FOLDS.test(text)) return parse(text.replace(FOLDS_AND_ENDS, ""), "yaml");
      const plain = text.replaceAll("=>", ": ");
      return parse(plain.trimStart().startsWith('"') ? `{${withoutOuterEnds(plain)}` : plain, "yaml");
    }
  }
}

function repaired(text: string): string {
  const plain = text.includes("\\$") ? text.replaceAll("\\$", "$") : text;
  return plain.replace(GLUED_DASH, "$1 ").replace(FLAT_ITEM, withIndentation);
}

/** An item of a list without the blank behind its dash: `-"8080:80"`. */
const GLUED_DASH = /^( *-)(?=["']?\d|[a-z]\w{0,30}: )/gim;

/** A port whose keys lost their indentation, or have a tab of it. */
const PORT_KEY = "(?:name|port|protocol|targetPort|nodePort|appProtocol|target|published|host_ip|mode)";
const FLAT_ITEM = new RegExp(`^( {0,40})- ${PORT_KEY}: .*(?:\\n\\1 ?${PORT_KEY}: .*)+`, "gm");
const withIndentation = (item: string, indentation: string) => item.replace(/\n */g, `\n${indentation}  `);

/** Splunk shows an object as `{ [-]` above its indented keys, which is YAML without the brackets. */
const FOLDS = /[{[] \[[-+]\]/;
const FOLDS_AND_ENDS = /[{[] \[[-+]\]|^ *[\]}],? *$/gm;

/** A part of nmap's document, from its first element, with what would stand around it. */
function withXmlRoot(text: string): string {
  const part = text.slice(Math.max(0, text.search(FIRST_ELEMENT))).replace(CUT_TAG, "<$1>");
  if (/^<(?:\?xml|nmaprun|host)\b/.test(part)) return part.startsWith("<host") ? `<nmaprun>${part}` : part;
  return part.startsWith("<port ") ? `<host><ports>${part}` : `<host>${part}`;
}

const FIRST_ELEMENT = /<(?:\?xml|nmaprun|host|ports|port|address)\b/;
/** `<hostnames</hostnames>` */
const CUT_TAG = /<(\/?[a-z]{2,20})(?=<)/g;

/** The index of the line above a block, which may be its command or its title; -1 for none. */
function lastTextAbove(lines: readonly string[], from: number): number {
  let at = from - 1;
  while (at >= from - 3 && lines[at]?.trim() === "") at--;
  return at;
}

/** A value and the transport that is said of it. */
interface SaidValue extends Pick<ValueContext, "said"> {
  readonly value: Json;
}

/** @param addRules whether an object was firewall rules, and is read */
function rowOf(
  values: readonly SaidValue[],
  room: number,
  countable: number,
  addRules: (object: JsonObject) => boolean,
): RowResult | null {
  const listeners: PastedListener[] = [];
  let [connections, shapes, leftOut] = [0, 0, 0];
  let level = values;
  for (let depth = 0; depth < MAX_DEPTH && level.length > 0; depth++) {
    level = level.flatMap(({ value, said }): readonly SaidValue[] => {
      if (Array.isArray(value)) return value.map((item) => ({ value: item, said }));
      if (!isJsonObject(value)) return [];
      if (addRules(value)) {
        shapes++;
        return [];
      }
      const known = firstFound(value, { room: room - listeners.length, said });
      if (known === null)
        return Object.entries(value).map(([key, item]) => ({ value: item, said: namedTransport(key) ?? said }));
      shapes++;
      connections += known.connections;
      for (const listener of known.listeners) {
        if (listeners.length < room) listeners.push(listener);
        else if (++leftOut >= countable) break;
      }
      return [];
    });
  }
  return shapes === 0 ? null : { ...EMPTY_ROW, listeners, connections, leftOut };
}

function firstFound(object: JsonObject, context: ValueContext): ReturnType<ValueReader> {
  for (const read of READERS) {
    const result = read(object, context);
    if (result !== null) return result;
  }
  return null;
}
