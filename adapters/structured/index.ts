import { SaxesParser } from "saxes";
import type { Node } from "yaml";
import { isAlias, isMap, isNode, isScalar, isSeq, parseAllDocuments } from "yaml";
import type { ParseStructured } from "#core/explain/structured/parse-structured.ts";
import type { Json } from "#core/host.ts";
import { isJsonObject } from "#core/host.ts";

/** Parses YAML and XML, as far as they can be parsed. */
export const parseStructured: ParseStructured = (text, syntax) => {
  try {
    return syntax === "yaml" ? parseYaml(text) : parseXml(text);
  } catch {
    // Both libraries only throw on text that they can't go on with.
    return [];
  }
};

/** In levels; manifests have a dozen. Deeper values are left out, so that no text fills the stack. */
const MAX_DEPTH = 40;

function parseYaml(text: string): readonly Json[] {
  if (isTooDeep(text)) return [];
  const documents = parseAllDocuments(text, {
    logLevel: "silent",
    prettyErrors: false,
    strict: false,
    uniqueKeys: false,
  });
  return [...documents].map(({ contents }) => createConverter().toJson(contents, 0));
}

/** Nesting within one line, which takes the parser the longest. */
function isTooDeep(text: string): boolean {
  return /(?:[?:-] ){20}|(?:[{[]\s{0,20}){40}/.test(text);
}

/** In values. An alias of an alias of an alias can stand for any number of them. */
const MAX_ALIASED = 10_000;

/** The library's own conversion prints keys that are values, which takes exponential time. */
function createConverter(): { toJson(node: unknown, depth: number): Json } {
  const anchored = new Map<string, { readonly value: Json; readonly size: number }>();
  let [size, aliased] = [0, 0];

  function aliasOf(name: string): Json {
    // No name of an anchor begins with a dot, but an address that somebody hid may: `*.*.*.*`.
    if (name.startsWith(".")) return `*${name}`;
    const target = anchored.get(name);
    if (target === undefined || aliased + target.size > MAX_ALIASED) return null;
    aliased += target.size;
    size += target.size;
    return target.value;
  }

  function contentOf(node: unknown, depth: number): Json {
    if (isMap<Node, Node | null>(node)) {
      const entries = node.items.flatMap(({ key, value }) =>
        isScalar(key) ? [[`${key.value}`, toJson(value, depth + 1)] as const] : [],
      );
      const own = Object.fromEntries(entries);
      // `<<: *base` (yaml.org/type/merge.html)
      const bases = "<<" in own ? [own["<<"]].flat().filter(isJsonObject) : [];
      return bases.length === 0 ? own : Object.assign({}, ...bases.toReversed(), own);
    }
    if (isSeq<Node>(node)) return node.items.map((item) => toJson(item, depth + 1));
    if (isAlias(node)) return aliasOf(node.source);
    if (!isScalar(node)) return null;
    const { value } = node;
    return typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
  }

  function toJson(node: unknown, depth: number): Json {
    if (depth > MAX_DEPTH) return null;
    const before = size++;
    const value = contentOf(node, depth);
    const name = isNode(node) && "anchor" in node ? node.anchor : undefined;
    if (typeof name === "string" && name !== "") anchored.set(name, { value, size: size - before });
    return value;
  }
  return { toJson };
}

interface Element {
  readonly [attribute: string]: Json;
  readonly "#children": Element[];
}

function parseXml(text: string): readonly Json[] {
  const root: Element = { "#name": "", "#children": [] };
  const open: Element[] = [root];
  const parser = new SaxesParser();
  // What can't be parsed is left out.
  parser.on("error", () => {});
  parser.on("opentag", ({ name, attributes }) => {
    const element: Element = { ...attributes, "#name": name, "#children": [] };
    if (open.length <= MAX_DEPTH) open.at(-1)?.["#children"].push(element);
    open.push(element);
  });
  parser.on("closetag", () => {
    if (open.length > 1) open.pop();
  });
  parser.write(text).close();
  return root["#children"];
}
