import { assertNever } from "#core/card/card.ts";
import type {
  ClaimQuery,
  Comparison,
  FreeQuery,
  ListItemQuery,
  Query,
  SetQuery,
  WatchSubject,
} from "#core/query/query.ts";
import { DEFAULT_FREE } from "#core/query/query.ts";
import { spanText } from "#core/registry/port.ts";

/** The canonical text of a query, used in buttons and help. Parsing it returns the same query. */
export function formatQuery(query: Query): string {
  switch (query.kind) {
    case "port":
      return query.transport === null ? `${query.port}` : `${query.port}/${query.transport}`;
    case "span":
      return spanText(query);
    case "service":
      return query.name;
    case "list":
      return query.items.map(formatQuery).join(listSeparator(query.items));
    case "in-use":
      return `${formatQuery({ ...query, kind: "port" })} in use`;
    case "compare":
      return query.items.map(formatQuery).join(" vs ");
    case "port-set":
      return `ports for ${query.name}`;
    case "port-rules":
      return `ports for ${query.name} as ${query.format}`;
    case "more":
      return `${formatQuery(query.of)} more`;
    case "free":
      return formatFree(query);
    case "search":
      return `search ${query.text}`;
    case "explain":
      return [EXPLAIN[query.comparison ?? "alone"], query.text].filter(Boolean).join("\n");
    case "random":
    case "help":
    case "thanks":
    case "settings":
    case "news":
    case "watches":
      return query.kind;
    case "claim":
      return formatClaim(query);
    case "release":
      return `release ${formatNumbers(query)}`;
    case "book":
      return query.text === "" ? "book" : `book ${query.text}`;
    case "export":
      return `book export ${query.format} ${query.text}`.trimEnd();
    case "import":
      return ["book import", query.dryRun ? " dry run" : "", query.text === "" ? "" : `\n${query.text}`].join("");
    case "changes":
      return query.span === null
        ? "book history"
        : `book history ${formatNumbers({ span: query.span, transport: null })}`;
    case "undo":
      return query.change === null ? "undo" : `undo ${query.change}`;
    case "set":
      return formatSet(query);
    case "feedback":
      return `feedback ${query.port} ${query.mood}${query.comment === "" ? "" : ` ${query.comment}`}`;
    case "watch":
      return `watch ${formatSubject(query.subject)}`;
    case "unwatch":
      return `unwatch ${query.subject === null ? "all" : formatSubject(query.subject)}`;
    case "forget":
      return "forget me";
    default:
      return assertNever(query);
  }
}

const EXPLAIN: Readonly<Record<Comparison | "alone", string>> = {
  alone: "explain",
  listings: "explain what changed",
  book: "explain against the port book",
};

function formatClaim(query: ClaimQuery): string {
  return [
    "claim",
    formatNumbers(query),
    query.name,
    query.description === "" ? null : `"${query.description}"`,
    query.owner === ""
      ? null
      : query.owner
          .split(" ")
          .map((each) => `@${each}`)
          .join(" "),
  ]
    .filter((part) => part !== null)
    .join(" ");
}

/** `8867`, `8900-8910/udp` */
function formatNumbers({ span, transport }: Pick<ClaimQuery, "span" | "transport">): string {
  return transport === null ? spanText(span) : `${spanText(span)}/${transport}`;
}

/** `867`, `8000-8010`, `postgresql` */
function formatSubject(subject: WatchSubject): string {
  return subject.kind === "numbers" ? spanText(subject.span) : subject.name;
}

function formatSet({ scope, changes }: SetQuery): string {
  const pairs = changes.map(({ setting, value }) => `${setting} ${value ?? "default"}`);
  return ["set", ...(scope === "team" ? ["workspace"] : []), ...pairs].join(" ");
}

/** Names may contain spaces (`home assistant`, `53 udp`), so a list with a name needs commas. */
function listSeparator(items: readonly ListItemQuery[]): string {
  return items.some(({ kind }) => kind === "service") ? ", " : " ";
}

function formatFree({ count, span, transport, consecutive }: FreeQuery): string {
  return [
    "free",
    count === DEFAULT_FREE ? null : count,
    transport,
    consecutive ? "consecutive" : null,
    span === null ? null : spanText(span),
  ]
    .filter((part) => part !== null)
    .join(" ");
}
