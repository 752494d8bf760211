import { codeString } from "#core/explain/structured/code-strings.ts";
import { csvEnd } from "#core/explain/structured/csv.ts";
import { inlineJson } from "#core/explain/structured/inline-json.ts";
import { recordEnd } from "#core/explain/structured/records.ts";

/** Lines that may be JSON, YAML, XML or records. Indexes start at 0. */
export interface Block {
  readonly from: number;
  /** The index of the first line after it. */
  readonly end: number;
  readonly syntax: "json" | "yaml" | "xml" | "record" | "csv";
  readonly text: string;
}

/** Where values stand among the lines of a paste, in order; only what speaks of ports. Linear in the text's length. */
export function findBlocks(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const block = blockAt(lines, at);
    if (block === null) at++;
    else {
      blocks.push(block);
      at = block.end;
    }
  }
  return blocks;
}

/** A top-level key that manifests and compose files begin with, or the name of a service in a part of one. */
const YAML_START =
  /^(?:(?:apiVersion|kind|services|version|name|image|container_name|restart|type|clusterIP|externalTrafficPolicy|ipFamilyPolicy|sessionAffinity):(?: |$)|ports: *\[[^\]]*\] *$|[a-z][\w-]{0,60}:(?: *| +[#&].*)$)/;
/** Those that are sure enough where they are indented, as in a list of Markdown. */
const INDENTED_START =
  /^ +(?:(?:apiVersion|kind|image|container_name|clusterIP|externalTrafficPolicy|ipFamilyPolicy|sessionAffinity):(?: |$)|(?:services|spec|ports|rules|subsets|endpoints): *$|ports: *\[[^\]]*\] *$)/;
/** The name in the metadata of a manifest whose beginning was cut off. */
const METADATA_START = /^ +name: [\w."'-]{1,100} *$/;
const JSON_START = /^[[{] *(?:["'[{}]|\]|$|[A-Za-z_]\w{0,40} ?: )/;
const JSON_KEY = /^"[\w. /-]{1,60}" ?(?::|=>) ?/;
/** An element of nmap's XML, wherever the text begins. */
const XML_START = /<(?:\?xml|nmaprun|host|ports|port|address)(?: |>)/;

function blockAt(lines: readonly string[], at: number): Block | null {
  const line = lines[at] ?? "";
  const start = line.trimStart();
  const blockTo = (end: number, syntax: Block["syntax"]) => ({
    from: at,
    end,
    syntax,
    text: lines.slice(at, end).join("\n"),
  });
  // A list of texts, which are the lines of a file.
  if (start === "[" && codeString(lines, at + 1) !== null) return null;
  if (JSON_START.test(start) || JSON_KEY.test(start)) return blockTo(jsonEnd(lines, at), "json");
  if (line.includes("<") && XML_START.test(line)) return blockTo(xmlEnd(lines, at), "xml");
  if (YAML_START.test(line)) return blockTo(yamlEnd(lines, at), "yaml");
  if (INDENTED_START.test(line)) return indentedBlock(lines, at);
  if (METADATA_START.test(line)) return metadataBlock(lines, at);
  const mayBeCode = MAY_BE_CODE.test(line);
  const code = mayBeCode ? codeString(lines, at) : null;
  if (code !== null) return { from: at, ...code, syntax: /^[[{]/.test(code.text) ? "json" : "yaml" };
  if (mayBeCode && CODE_START.test(line)) return codeBlock(lines, at);
  const end = recordEnd(lines, at);
  if (end > at) return blockTo(end, "record");
  const csv = line.includes("ort") ? csvEnd(lines, at) : at;
  if (csv > at) return blockTo(csv, "csv");
  const text = inlineJson(line);
  return text === null ? null : { from: at, end: at + 1, syntax: "json", text };
}

/** What a file or a value in code begins with. */
const MAY_BE_CODE = /(?:services|version|apiVersion|kind|addressType):|["'n][[{]/;
/** A file that begins on a line of code, behind its quote: `const file = services:`, `text = """version: "3"`. */
const CODE_START =
  /^.{0,200}?[=:(,"'] {0,2}(?:[\w@[\]]{1,16}\()?(?:"""|'''|r?#{0,3}["'])?((?:services|kind|version|apiVersion): *["']?[\w./]{0,40}["']?)$/;
/** The end of the code behind it, on its last line. */
const CODE_END = /(?<=\n[^"'\n]{0,200}\d)["']{1,3}[);,]{0,4}(?: *[|>].*)?$/;

function codeBlock(lines: readonly string[], from: number): Block {
  const [, first = ""] = CODE_START.exec(lines[from] ?? "") ?? [];
  const end = yamlEnd(lines, from + 1);
  const text = [first, ...lines.slice(from + 1, end)].join("\n").trimEnd();
  return { from, end, syntax: "yaml", text: text.replace(CODE_END, "") };
}

/** YAML among less indented lines, without its indentation. */
function indentedBlock(lines: readonly string[], from: number): Block {
  const indentation = (lines[from] ?? "").search(/[^ ]/);
  const end = yamlEnd(lines, from, indentation);
  const own = lines.slice(from, end).map((line) => line.slice(indentation));
  return { from, end, syntax: "yaml", text: own.join("\n") };
}

/** In lines. */
const MAX_METADATA = 40;

/** A manifest from inside its metadata, which ends above a less indented `spec:` or the like. */
function metadataBlock(lines: readonly string[], from: number): Block | null {
  const own = (lines[from] ?? "").search(/[^ ]/);
  const rest = lines.slice(from + 1, from + MAX_METADATA);
  const size = rest.findIndex((line) => line.search(/[^ ]/) < own);
  const indentation = /^ *(?=(?:spec|subsets|ports): *$)/.exec(rest[size] ?? "")?.[0].length;
  if (indentation === undefined) return null;
  const { end, text } = indentedBlock(lines, from + 1 + size);
  const metadata = lines.slice(from, from + 1 + size).map((line) => line.slice(indentation));
  return { from, end, syntax: "yaml", text: ["metadata:", ...metadata, text].join("\n") };
}

/** Words of a sentence or of another listing, not a key or a rest of a long text. */
const PROSE = /^ {0,8}(?:[$#] |[A-Za-z]\w{0,30} +[^\s":=/{}[\]|][^"{}|]{0,400}$)/;
const AFTER_VALUE = /[,{}[\]\d"]\s*$|^\s*(?:\.{3}.*)?$/;

/**
 * The line after which all brackets are closed, or the last line before what is no value. A part of an object goes on
 * with its next key.
 */
function jsonEnd(lines: readonly string[], from: number): number {
  const isPart = JSON_KEY.test((lines[from] ?? "").trimStart());
  let depth = 0;
  for (let at = from; at < lines.length; at++) {
    depth = Math.max(0, depth + bracketsIn(lines[at] ?? ""));
    const next = (lines[at + 1] ?? "").trimStart();
    const goesOn = isPart && (JSON_KEY.test(next) || /^[\]}]/.test(next));
    if (depth === 0 && !goesOn) return at + 1;
    if (PROSE.test(lines[at + 1] ?? "") && AFTER_VALUE.test(lines[at] ?? "")) return at + 1;
  }
  return lines.length;
}

/** How many more brackets a line opens than it closes. */
function bracketsIn(line: string): number {
  let depth = 0;
  let isText = false;
  for (let at = 0; at < line.length; at++) {
    const sign = line[at];
    if (isText && sign === "\\") at++;
    else if (sign === '"') isText = !isText;
    else if (isText) continue;
    else if (sign === "{" || sign === "[") depth++;
    else if (sign === "}" || sign === "]") depth--;
  }
  return depth;
}

/** A document goes on to its end, a part of one while there are elements. */
function xmlEnd(lines: readonly string[], from: number): number {
  const isDocument = /<(?:\?xml|nmaprun)[ >]/.test(lines[from] ?? "");
  let end = from + 1;
  while (end < lines.length && lines[end - 1]?.includes("</nmaprun>") !== true) {
    if (!isDocument && !/^ *(?:<|$)|="[^"]*"/.test(lines[end] ?? "")) break;
    end++;
  }
  return end;
}

const YAML_KEY = /^([\w."'/-]{1,80}):(?: |$)/;

/** Of the ports of a Service: each has them, and they stand at the top where the indentation was lost. */
const PORT_KEYS: ReadonlySet<string> = new Set(["port", "protocol", "targetPort", "nodePort"]);

/**
 * YAML goes on while a line is indented, an item, a key, a comment or blank. A key that was there before is the next
 * file's.
 */
function yamlEnd(lines: readonly string[], from: number, indentation = 0): number {
  const keys = new Set<string>();
  let end = from;
  for (; end < lines.length; end++) {
    const whole = lines[end] ?? "";
    if (whole.slice(0, indentation).trim() !== "") break;
    const line = whole.slice(indentation);
    const key = YAML_KEY.exec(line)?.[1];
    if (line.startsWith("---")) keys.clear();
    if (key === undefined ? end > from && !/^(?: |$|-|#)/.test(line) : keys.has(key) && !PORT_KEYS.has(key)) break;
    if (key !== undefined) keys.add(key);
  }
  return end;
}
