/** Lines that may be JSON, YAML or XML. Indexes start at 0. */
export interface Block {
  readonly from: number;
  /** The index of the first line after it. */
  readonly end: number;
  readonly syntax: "json" | "yaml" | "xml";
}

/** Where values stand among the lines of a paste, in order; only what speaks of ports. Linear in the text's length. */
export function findBlocks(lines: readonly string[]): readonly Block[] {
  const blocks: Block[] = [];
  for (let at = 0; at < lines.length; ) {
    const line = (lines[at] ?? "").trimStart();
    const block = blockAt(lines, at, line);
    if (block === null) at++;
    else {
      blocks.push(block);
      at = block.end;
    }
  }
  return blocks;
}

/** A top-level key that manifests and compose files begin with, or the name of a service in a part of one. */
const YAML_START = /^(?:(?:apiVersion|kind|services|version|name):(?: |$)|[a-z][\w-]{0,60}: *$)/;
const JSON_KEY = /^"[\w. -]{1,60}" ?: ?/;

function blockAt(lines: readonly string[], at: number, line: string): Block | null {
  if (/^[[{] *(?:["[{}]|\]|$)/.test(line) || JSON_KEY.test(line))
    return { from: at, end: jsonEnd(lines, at), syntax: "json" };
  if (line.startsWith("<?xml") || line.startsWith("<nmaprun"))
    return { from: at, end: xmlEnd(lines, at), syntax: "xml" };
  return YAML_START.test(lines[at] ?? "") ? { from: at, end: yamlEnd(lines, at), syntax: "yaml" } : null;
}

/** The line after which all brackets are closed, or the last line. A part of an object goes on with its next key. */
function jsonEnd(lines: readonly string[], from: number): number {
  const isPart = JSON_KEY.test((lines[from] ?? "").trimStart());
  let depth = 0;
  for (let at = from; at < lines.length; at++) {
    depth = Math.max(0, depth + bracketsIn(lines[at] ?? ""));
    const next = (lines[at + 1] ?? "").trimStart();
    const goesOn = isPart && (JSON_KEY.test(next) || /^[\]}]/.test(next));
    if (depth === 0 && !goesOn) return at + 1;
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

function xmlEnd(lines: readonly string[], from: number): number {
  let end = from;
  while (end < lines.length && lines[end]?.includes("</nmaprun>") !== true) end++;
  return Math.min(end + 1, lines.length);
}

const YAML_KEY = /^([\w."'/-]{1,80}):(?: |$)/;

/**
 * YAML goes on while a line is indented, an item, a key, a comment or blank. A key that was there before is the next
 * file's.
 */
function yamlEnd(lines: readonly string[], from: number): number {
  const keys = new Set<string>();
  let end = from;
  for (; end < lines.length; end++) {
    const line = lines[end] ?? "";
    const key = YAML_KEY.exec(line)?.[1];
    if (line.startsWith("---")) keys.clear();
    if (key === undefined ? end > from && !/^(?: |$|-|#)/.test(line) : keys.has(key)) break;
    if (key !== undefined) keys.add(key);
  }
  return end;
}
