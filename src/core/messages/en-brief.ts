import type { Advice } from "#core/answers/advice.ts";
import type { System } from "#core/answers/commands.ts";
import type { Phrase } from "#core/card/card.ts";
import { shorten } from "#core/card/fit.ts";
import { ranges } from "#core/messages/en-port.ts";
import { listed, number, shortDate, some, span, systemNames } from "#core/messages/english.ts";
import type { PortRange, PortSpan, Transport } from "#core/registry/port.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { State } from "#core/registry/registry.ts";
import type { KnownUse } from "#core/software/known-use.ts";

const nothingKnown: Record<State, string> = {
  assigned: "IANA lists a use here without a service name, and I know of no software with this default.",
  unassigned:
    "Nothing is assigned here and I know of no software that uses it. If something listens, find out what it is.",
  dynamic:
    "Outgoing connections use this number; in a log it’s usually the client’s end. Nothing is ever assigned here.",
  reserved: "Reserved by IANA, and I know of no software that uses it.",
  withdrawn: "IANA withdrew its assignment, and I know of no software with this default.",
  unlisted: "Not listed in IANA’s registry, and I know of no software that uses it.",
};

/** In characters. With a longer name, the whole sentence takes a second line of a Discord embed. */
const LONG_NAME = 15;

/**
 * Short for a system port, so that what Linux asks for there fits on the same line, and for a long name, which would wrap.
 * @param names of the software, or else of the services; the title has them as well
 */
const yesFor = (names: readonly string[], range: PortRange["name"]) => {
  if (names.length > 3) return "Expect conflicts: several programs use it by default.";
  const whom = names.length > 1 ? "one of them" : listed(names);
  const isShort = range === "system" || whom.length > LONG_NAME;
  return isShort ? `Yes, for ${whom}.` : `Yes, for ${whom}. Anything else here will conflict with it.`;
};

/** Characters; the longest descriptions are paragraphs. */
const DESCRIPTION = 140;

/** With its full stop, or cut after a word. */
const described = (text: string) => {
  const cut = shorten(text, DESCRIPTION);
  return cut === text ? `${text.replace(/\.$/, "")}.` : cut.replace(/[\s,;]+\S*…$/, "…");
};

const FREE = "/port free finds a better one.";

/** The answer to "Use it?", from the weightiest reason for or against; empty where that says nothing by itself. */
const verdict = (given: Advice, range: PortRange["name"], software: readonly string[]): string => {
  switch (given.reason) {
    case "port-zero":
      return "No. Nothing can listen on port 0.";
    case "claimed":
      return `Only for ${listed(given.names)}.`;
    case "assigned":
      return yesFor(software.length > 0 ? software : given.names, range);
    case "recorded":
      return `Yes, for “${listed(given.names)}”. Anything else here may conflict with it.`;
    case "known-use":
      return software.length > 0 ? yesFor(software, range) : `${some(given.software, 2)} uses it on another transport.`;
    case "reserved":
      return "No. IANA keeps it reserved.";
    case "withdrawn":
      return "Better not: old software may still use it.";
    case "dynamic":
      return `${software.length === 0 ? "No" : `For ${listed(software)} only`}: an outgoing connection may hold it when your service starts. ${FREE}`;
    case "may-be-assigned":
      return range === "system"
        ? `Not for your own service: system ports need IETF Review. ${FREE}`
        : "Yes, on your own network: nobody owns it. Register a number for anything you publish.";
    default:
      return "";
  }
};

/** What to know besides the verdict; empty for reasons that are left to the full card. */
const caution = (given: Advice): Phrase => {
  switch (given.reason) {
    case "unauthorized-use":
      return ["IANA has reports of use without an assignment."];
    case "privileged":
      return ["On Linux it needs root or CAP_NET_BIND_SERVICE."];
    case "ephemeral":
      return [`${listed(given.ranges.map(({ systems }) => systems))} may hand it out to outgoing connections.`];
    case "blocked-by-browsers":
      return ["Browsers refuse to open it."];
    default:
      return [];
  }
};

/** The brief card of a port: what it is, what matters, whether to use it, how to check it. */
export const brief = {
  title: (port: number, transport: Transport | null, what: string) =>
    `Port ${transport === null ? port : `${port}/${transport}`} · ${what}`,
  /** A card that was asked for by name. */
  titleOf: (what: string, port: number) => `${what} · port ${port}`,
  /** @param names of a service and its programs */
  what: (names: readonly string[]) =>
    names.length > 3 ? `${names[0]} and ${names.length - 1} others` : names.join(" or "),
  manyDefaults: "default of several programs",
  manyWeb: "usually a web application",
  dynamic: (software: string) => `${software} (dynamic range)`,
  claimed: (names: readonly string[], known: string) => `${names.join(", ")} (your team) · ${known}`,
  defaultOf: (software: readonly string[]) => `Default of ${some(software, 3)}.`,
  alsoDefaultOf: (software: readonly string[]) => `Also the default of ${some(software, 3)}.`,
  description: (text: string) => `IANA’s registry says: ${described(text)}`,
  /** @param source https address */
  warning: (text: string, source: string): Phrase => [
    `⚠ ${text} Source: `,
    { text: /^https:\/\/(?:www\.)?([^/]+)/.exec(source)?.[1] ?? source, url: source },
  ],
  warningOfSome: (port: number, software: readonly string[]) =>
    software.length > 3
      ? `⚠ ${number(software.length)} of them must stay off the internet: see /port ${port} more.`
      : `⚠ Keep ${listed(software)} off the internet: see /port ${port} more.`,
  note: (said: string) => `IANA’s note: “${shorten(said, DESCRIPTION)}”.`,
  nothingKnown,
  /** Programs that use one of many numbers. */
  inPools: (uses: readonly Pick<KnownUse, "software" | "span">[]) =>
    `In a range that ${listed(uses.map((use) => `${use.software} (${span(use.span)})`))} ${uses.length > 1 ? "use" : "uses"}.`,
  /** Purposes often begin with the name. */
  purposeOf: (software: string, purpose: string) =>
    purpose.startsWith(software) ? purpose : `${software}: ${purpose}`,
  nameOnly: "IANA’s registry says no more than the name, and I know of no software with this default.",
  zero: "Not a real port: a program that asks for port 0 gets a random free one.",
  history: (names: readonly string[]) => `Attacked in the past: ${some(names, 2)}.`,
  typed: (typed: string) => `Closest match for “${typed}”.`,
  labels: {
    claims: "Your team",
    range: "Range",
    iana: "IANA",
    software: "Software",
    unassigned: "Unassigned",
    use: "Use it?",
    also: "Also",
  },
  range: (range: PortRange, block: PortSpan | null) =>
    `${ranges[range.name]} ${span(range)}${block === null || block.first === block.last ? "" : ` · ${span(block)} all unassigned`}`,
  registered: (parts: readonly string[]) => `IANA: ${parts.join(", ")}`,
  assignment: (name: string, transports: readonly string[], numbers: PortSpan) =>
    [
      name,
      numbers.first === numbers.last ? "" : ` ${span(numbers)}`,
      transports.length === 0 ? "" : ` (${transports.join(", ")})`,
    ].join(""),
  spanTitle: (numbers: PortSpan, summary: string) => `Ports ${span(numbers)} · ${summary}`,
  allAssigned: (names: readonly string[]) => `${listed(names)}, all assigned`,
  all: (state: string) => `all ${state}`,
  assignedOf: (assigned: number, size: number) =>
    assigned === 0 ? `none of ${number(size)} assigned` : `${number(assigned)} of ${number(size)} assigned`,
  ranges: (touched: readonly PortRange[]) => touched.map((range) => `${ranges[range.name]} ${span(range)}`).join(" · "),
  map: "■ assigned, □ unassigned, ▨ reserved or not listed, · dynamic",
  /** @param transports in the state, where they differ */
  inState: (transports: readonly Transport[], state: string) => `${transports.join(", ")} ${state}`,
  more: (count: number) => `${number(count)} more`,
  nearby: (neighbours: readonly string[]) => `nearby ${neighbours.join(", ")}`,
  neighbour: (port: number, name: string) => `${port} ${name}`,
  verdict,
  onlyLocally: "Only where nobody else can reach it, such as 127.0.0.1.",
  caution,
  check: (system: System) => (system === "remote" ? "Check from another host" : `Check (${systemNames[system]})`),
  footnote: ({ updated, isOutdated }: RegistrySource) =>
    `IANA registry, ${shortDate(updated)}${isOutdated ? " (over 6 months old)" : ""}`,
};
