/** A chain with the text of its rules. */
export interface NftChain {
  readonly name: string;
  /** Null for a chain that others jump to. */
  readonly hook: string | null;
  readonly priority: number;
  readonly policy: string | null;
  readonly rules: readonly string[];
}

export interface NftTable {
  readonly family: string;
  readonly chains: readonly NftChain[];
  /** The elements of named sets. */
  readonly sets: ReadonlyMap<string, readonly string[]>;
}

/** Words, texts in quotes, braces, commas, and `\n` where a statement ends. */
export function nftTokens(text: string, defined: ReadonlyMap<string, string>): readonly string[] {
  const plain = text
    .replace(/\\\n/g, " ")
    .replace(/(^|\s)#.*$/gm, "")
    .replace(/\$(\w{1,40})/g, (whole, name: string) => defined.get(name)?.slice(0, 1000) ?? whole);
  const tokens = plain.match(/"[^"\n]*"|[{},;\n]|[^\s{},;"]+/g) ?? [];
  return tokens.map((token) => (token === ";" ? "\n" : token.replace(/^"(lo\d*)"$/, "$1")));
}

const PRIORITIES: Readonly<Record<string, number>> = {
  raw: -300,
  mangle: -150,
  dstnat: -100,
  filter: 0,
  security: 50,
  srcnat: 100,
};

/** Reads the tokens of `table inet filter { … }`; null for anything else. */
export function readNftTable(tokens: readonly string[]): NftTable | null {
  const open = tokens.indexOf("{");
  if (tokens[0] !== "table" || open < 2) return null;
  const family = open === 2 ? "ip" : (tokens[1] ?? "");
  const chains: NftChain[] = [];
  const sets = new Map<string, readonly string[]>();
  for (let at = open + 1; at < tokens.length; at++) {
    const [kind = "", name = ""] = tokens.slice(at, at + 2);
    if (tokens[at + 2] !== "{" || !/^(?:chain|set|map|flowtable|counter|quota|limit)$/.test(kind)) continue;
    const end = closing(tokens, at + 2);
    const inside = tokens.slice(at + 3, end);
    if (kind === "chain") chains.push(chainOf(name, inside));
    else if (kind === "set") sets.set(name, elementsOf(inside));
    at = end;
  }
  return { family, chains, sets };
}

/** The place of the brace that closes the one at `open`, or the end. */
function closing(tokens: readonly string[], open: number): number {
  let depth = 0;
  for (let at = open; at < tokens.length; at++) {
    if (tokens[at] === "{") depth++;
    else if (tokens[at] === "}" && --depth === 0) return at;
  }
  return tokens.length;
}

function chainOf(name: string, tokens: readonly string[]): NftChain {
  let [hook, policy, priority]: [string | null, string | null, number] = [null, null, 0];
  const rules: string[] = [];
  for (const statement of statementsOf(tokens)) {
    const [first = "", ...rest] = statement;
    if (first === "type" && rest.includes("hook")) {
      hook = rest[rest.indexOf("hook") + 1] ?? null;
      const at = rest.indexOf("priority");
      priority = priorityOf(rest.slice(at + 1));
    } else if (first === "policy") policy = rest[0] ?? null;
    else if (first !== "comment") rules.push(statement.join(" "));
  }
  return { name, hook, priority, policy, rules };
}

/** `filter`, `-10`, `filter - 5`. */
function priorityOf([base = "0", sign = "", offset = "0"]: readonly string[]): number {
  const start = Object.hasOwn(PRIORITIES, base) ? (PRIORITIES[base] ?? 0) : Number(base) || 0;
  const change = sign === "-" || sign === "+" ? Number(`${sign}${offset}`) || 0 : 0;
  return start + change;
}

/** Statements end with their line, unless a brace is open. */
function statementsOf(tokens: readonly string[]): readonly (readonly string[])[] {
  const statements: string[][] = [];
  let [current, depth]: [string[], number] = [[], 0];
  for (const token of tokens) {
    if (token === "{") depth++;
    if (token === "}") depth--;
    if (token !== "\n") current.push(token);
    else if (depth <= 0 && current.length > 0) {
      statements.push(current);
      current = [];
    }
  }
  return current.length > 0 ? [...statements, current] : statements;
}

function elementsOf(tokens: readonly string[]): readonly string[] {
  const open = tokens.indexOf("{", Math.max(0, tokens.indexOf("elements")));
  if (open < 0) return [];
  const inside = tokens.slice(open + 1, closing(tokens, open)).filter((token) => token !== "\n");
  // Elements may have a timeout or a counter behind them.
  return inside.flatMap((token, at) => (token !== "," && (at === 0 || inside[at - 1] === ",") ? [token] : []));
}
