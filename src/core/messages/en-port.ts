import type { Advice } from "#core/answers/advice.ts";
import type { System } from "#core/answers/commands.ts";
import type { Link, Phrase } from "#core/card/card.ts";
import { listed, number, some, span, systems, systemsOf } from "#core/messages/english.ts";
import type { PortRange, PortSpan, Transport } from "#core/registry/port.ts";
import { MAX_REGISTERED_PORT } from "#core/registry/port.ts";
import { rfcUrl } from "#core/registry/record.ts";
import type { State } from "#core/registry/registry.ts";
import type { KnownUse } from "#core/software/known-use.ts";

const NON_STANDARD_PORT: Link = {
  text: "MITRE ATT&CK T1571",
  url: "https://center-for-threat-informed-defense.github.io/mappings-explorer/attack/attack-16.1/domain-enterprise/techniques/T1571",
};
const PRIVILEGED: Link = {
  text: "why",
  url: "https://unix.stackexchange.com/questions/16564/why-are-the-first-1024-ports-restricted-to-the-root-user-only",
};
const RFC_1700: Link = { text: "RFC 1700", url: rfcUrl(1700) };
const RFC_6335: Link = { text: "RFC 6335", url: rfcUrl(6335) };
export const APPLY: Link = { text: "how to apply", url: "https://www.iana.org/protocols/apply" };
const FETCH_STANDARD: Link = { text: "WHATWG Fetch", url: "https://fetch.spec.whatwg.org/#port-blocking" };
const LINUX_SYSCTL: Link = { text: "Linux ip-sysctl", url: "https://docs.kernel.org/networking/ip-sysctl.html" };
const IP_7: Link = { text: "ip(7)", url: "https://man7.org/linux/man-pages/man7/ip.7.html" };
const REGISTRY_PAGE = "https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.xhtml";
const WINDOWS_RANGE: Link = {
  text: "Microsoft",
  url: "https://learn.microsoft.com/troubleshoot/windows-server/networking/default-dynamic-port-range-tcpip-chang",
};

export const ranges: Record<PortRange["name"], string> = {
  system: "System (well-known)",
  user: "User (registered)",
  dynamic: "Dynamic (private)",
};

export const states: Record<State, string> = {
  assigned: "assigned",
  unassigned: "unassigned",
  reserved: "reserved",
  withdrawn: "withdrawn",
  unlisted: "not listed",
  dynamic: "dynamic, never assigned",
};

/** A reason for or against using a port; the mark before it shows which. */
const advice = (given: Advice): Phrase => {
  switch (given.reason) {
    case "port-zero":
      return ["nothing can listen on port 0"];
    case "claimed":
      return [`your team uses it for ${listed(given.names)}`];
    case "assigned":
      return [`only for ${listed(given.names)}, which it’s assigned to; anything else here will conflict with it`];
    case "recorded":
      return [`IANA’s registry lists it for “${listed(given.names)}”; anything else here may conflict`];
    case "reserved":
      return ["reserved by IANA"];
    case "withdrawn":
      return ["IANA withdrew its assignment; old software may still use it"];
    case "may-be-assigned":
      return given.level === "no"
        ? ["not for your own service: system ports need IETF Review or IESG Approval · ", APPLY]
        : ["not assigned to anyone. Fine on your own network; register one if you publish · ", APPLY];
    case "dynamic":
      return ["not for a fixed service: an outgoing connection may hold it when the service starts · ", RFC_6335];
    case "known-use":
      return [`often used by ${some(given.software, 5)}`];
    case "unauthorized-use":
      return ["IANA has reports of unregistered software on it"];
    case "privileged":
      return [
        "needs root or CAP_NET_BIND_SERVICE on Linux, and root on macOS to listen on one address, so that no ordinary user can pass for a system service; Windows has no such rule · ",
        LINUX_SYSCTL,
        " · ",
        PRIVILEGED,
      ];
    case "ephemeral":
      return ["outgoing connections may get it by default on ", ...systemsOf(given.ranges)];
    case "once-ephemeral":
      return ["outgoing connections could once get it on ", ...systemsOf(given.ranges)];
    case "blocked-by-browsers":
      return ["browsers refuse to open it · ", FETCH_STANDARD];
    case "not-ephemeral":
      return [
        "outside the default ephemeral ranges of Linux, Windows, macOS, FreeBSD and Solaris",
        ...(given.except.length === 0 ? [] : [", but inside that of ", ...systemsOf(given.except)]),
      ];
    case "not-blocked-by-browsers":
      return ["not blocked by browsers"];
  }
};

/** Texts of a port's full card, in English. */
export const port = {
  nothingAssigned: (port: number) => `Nothing is assigned to ${port} on any transport.`,
  noService: (port: number) => `No service is assigned to ${port}.`,
  reserved: (port: number): Phrase => [
    `IANA keeps ${port} reserved: no service has it now, and it isn’t available for regular assignment. That may change: IANA has assigned reserved numbers before · `,
    RFC_6335,
  ],
  withdrawn: (port: number) => `${port} was assigned once. IANA has withdrawn the assignment.`,
  zero: [
    "Port 0 is reserved. A program that asks for port 0 gets a free ephemeral port from the system, so nothing listens on 0 itself · ",
    IP_7,
  ] satisfies Phrase,
  /** Where no software is known for a number, today or in the past. */
  nothingKnown: [
    "I know of no software that uses it, today or in the past. A program that listens here was set to it on purpose or by mistake, got any free one from the system, as RPC programs do, or wants to go unnoticed: malware uses odd ports to get past filters · ",
    NON_STANDARD_PORT,
  ] satisfies Phrase,
  dynamic: [
    "Dynamic ports are never assigned. Systems hand them out for single connections and take them back, so one seen in a log is usually the client’s end of a connection that’s long gone. One that listens was chosen by a program or in its settings.",
  ] satisfies Phrase,
  dynamicDefaults: [
    "Default ephemeral ranges; yours may differ. Linux: 32768–60999, Windows and macOS: 49152–65535, FreeBSD: 10000–65535, OpenBSD: 1024–49151, Solaris: 32768–65535, Windows before Vista: 1025–5000 · ",
    WINDOWS_RANGE,
  ] satisfies Phrase,
  whyUnassigned: [
    "IANA assigns a number only to applicants who show that they need one: most were never requested, and any may be assigned tomorrow. The ranges: system (well-known) 0–1023, user (registered) 1024–49151, and dynamic 49152–65535, which are never assigned · ",
    RFC_6335,
  ] satisfies Phrase,
  oldRange: [
    "For many years IANA assigned numbers up to 255 only; in 1994 it was up to 1023 · ",
    RFC_1700,
  ] satisfies Phrase,
  unauthorizedUse: (port: number) => `IANA has reports of unregistered software on ${port}.`,
  around: "The number",
  labels: {
    range: "Range",
    states: "Transports",
    block: "Block",
    relatives: "Related",
    below: "Below",
    above: "Above",
    registry: "Registry",
  },
  range: (range: PortRange): Phrase => [`${ranges[range.name]} ${span(range)} · `, RFC_6335],
  block: (block: PortSpan, size: number) =>
    size === 1
      ? `${span(block)} alone; the numbers on both sides aren’t available`
      : `${span(block)}: ${number(size)} ports in a row, none assigned`,
  /** @param description what IANA says it is, where the names don't */
  neighbour: (
    port: number,
    names: readonly string[],
    side: "below" | "above",
    distance: number,
    description: string | null,
  ) =>
    `${port} ${names.join(", ")}${description === null ? "" : `, ${description}`} (${side === "below" ? "−" : "+"}${distance})`,
  relative: (port: number, what: string) => `${port} ${what}`,
  transportNotStated: "transport not stated",
  spanAssigned: (numbers: PortSpan) => `all of ${span(numbers)}`,
  assignees: (names: readonly string[]) => `assigned to ${listed(names)}`,
  /** @param said IANA's own words */
  note: (said: readonly string[]) => `IANA’s note: ${said.map((each) => `“${each}”`).join(", ")}`,
  /** A registry row that says no more than the state. */
  entry: (state: string) => `IANA’s entry: ${state}`,
  /** @param transports empty for all */
  onTransports: (what: string, transports: readonly Transport[]) =>
    transports.length === 0 ? what : `${what} (${transports.join(", ")})`,
  /** A search finds nothing among the dynamic ports, which have no rows. */
  registry: (port: number): Link =>
    port > MAX_REGISTERED_PORT
      ? { text: "IANA’s registry", url: REGISTRY_PAGE }
      : { text: `IANA’s registry, search for ${port}`, url: `${REGISTRY_PAGE}?search=${port}` },
  registered: (date: string) => `registered ${date}`,
  modified: (date: string) => `updated ${date}`,
  aliasOf: (name: string) => `old alias of ${name}`,
  replaces: (name: string) => `replaces the older name ${name}`,
  serviceCode: (code: number) => `service code ${code}`,
  unassignedUse: "in use without an IANA assignment",
  map: {
    label: "Map: ■ assigned, □ unassigned, ▨ reserved or not listed, · dynamic, ▣ this port",
    strip: (first: number, cells: string, last: number) => `${first} ${cells} ${last}`,
  },
  advice: { heading: "Use it?", text: advice },
  knownUses: {
    heading: "What runs there",
    source: "source",
    restricted: (software: readonly string[]) => `Keep off the internet: ${listed(software)}`,
    more: (software: readonly string[]) => `Also: ${listed(software)}`,
    others: (count: number, port: number) =>
      `To see the ${count === 1 ? "other program" : `${count} other programs`} there, type /port ${port} more.`,
    described: ({ software, span: numbers, transports, bind, purpose }: KnownUse) => {
      const where =
        numbers.first === numbers.last ? transports.join(", ") : `${span(numbers)} ${transports.join(", ")}`;
      return `${software} (${where}${bind === "loopback" ? ", on its own host by default" : ""}): ${purpose}`;
    },
  },
  history: {
    heading: "Security history",
    caution: "That’s the number’s history, not your host’s. Find out which process it is before you draw conclusions.",
  },
  listening: {
    heading: "What’s listening?",
    system: (system: System, tool: string) => `${systems[system]} (${tool})`,
    more: "Containers, Kubernetes, other tools, another host",
    conclusion:
      "No output, as root or administrator, means that no program on that machine has it open. NAT rules (NodePort, Docker) and containers’ own networks may still answer: sudo nft list ruleset.",
  },
};
