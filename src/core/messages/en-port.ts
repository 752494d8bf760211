import type { Advice } from "#core/answers/advice.ts";
import type { System } from "#core/answers/commands.ts";
import type { Link, Phrase } from "#core/card/card.ts";
import { listed, number, span, systems, systemsOf } from "#core/messages/english.ts";
import type { PortRange, PortSpan, Transport } from "#core/registry/port.ts";
import { rfcUrl } from "#core/registry/record.ts";
import type { State } from "#core/registry/registry.ts";

const RFC_6335: Link = { text: "RFC 6335", url: rfcUrl(6335) };
const RFC_7605: Link = { text: "RFC 7605", url: rfcUrl(7605) };
export const APPLY: Link = { text: "how to apply", url: "https://www.iana.org/protocols/apply" };
const FETCH_STANDARD: Link = { text: "WHATWG Fetch", url: "https://fetch.spec.whatwg.org/#port-blocking" };
const LINUX_SYSCTL: Link = { text: "Linux ip-sysctl", url: "https://docs.kernel.org/networking/ip-sysctl.html" };
const IP_7: Link = { text: "ip(7)", url: "https://man7.org/linux/man-pages/man7/ip.7.html" };
const WINDOWS_RANGE: Link = {
  text: "Microsoft",
  url: "https://learn.microsoft.com/troubleshoot/windows-server/networking/default-dynamic-port-range-tcpip-chang",
};

export const ranges: Record<PortRange["name"], { name: string; rule: string }> = {
  system: { name: "System Ports", rule: "assigned only by IETF Review or IESG Approval" },
  user: { name: "User Ports", rule: "assigned by IANA on request, by Expert Review, IETF Review or IESG Approval" },
  dynamic: { name: "Dynamic Ports", rule: "never assigned" },
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
      return ["no: nothing can listen on port 0"];
    case "claimed":
      return [`your team uses it for ${listed(given.names)}`];
    case "assigned":
      return [`IANA has assigned it to ${listed(given.names)}: expect to clash with it one day`];
    case "recorded":
      return [`IANA’s registry records it for “${listed(given.names)}”`];
    case "reserved":
      return ["IANA keeps it reserved"];
    case "withdrawn":
      return ["IANA has withdrawn the assignment; old programs may still use it"];
    case "may-be-assigned":
      return ["IANA may assign it one day, and asks that it not be used before registration · ", APPLY];
    case "dynamic":
      return [
        "a fixed service does not belong here: any connection may hold the number when the service starts · ",
        RFC_6335,
      ];
    case "known-use":
      return [`well-known software uses it: ${listed(given.software)}`];
    case "unauthorized-use":
      return ["IANA’s registry reports use of it without an assignment"];
    case "privileged":
      return [
        "binding it needs root or CAP_NET_BIND_SERVICE on Linux, root on macOS for a single address; Windows does not ask · ",
        LINUX_SYSCTL,
      ];
    case "ephemeral":
      return ["handed out as an ephemeral port, by default, by ", ...systemsOf(given.ranges)];
    case "once-ephemeral":
      return ["was once handed out as an ephemeral port by ", ...systemsOf(given.ranges)];
    case "blocked-by-browsers":
      return ["browsers refuse to open web addresses on it · ", FETCH_STANDARD];
    case "not-ephemeral":
      return ["no current system hands it out as an ephemeral port by default"];
    case "not-blocked-by-browsers":
      return ["browsers do not block it"];
  }
};

/** Texts of a port's card, in English. */
export const port = {
  title: (port: number, transport: Transport | null, state: string) =>
    `Port ${transport === null ? port : `${port}/${transport}`} · ${state}`,
  assignedTo: (names: readonly string[]) => {
    const [first = "", ...others] = names;
    return `assigned to ${first}${others.length === 0 ? "" : ` and ${others.length} more`}`;
  },
  recordedAs: (uses: readonly string[]) => `recorded as “${listed(uses)}”`,
  withSoftware: (official: string, software: readonly string[]) =>
    `${official}, in practice ${software.length > 2 ? "the default of many programs" : `often ${software.join(" or ")}`}`,
  nothingAssigned: (port: number) => `IANA has assigned nothing to ${port}, on any transport.`,
  noService: (port: number) => `IANA has assigned ${port} to no service.`,
  reserved: (port: number) => `IANA keeps ${port} reserved: it is assigned to nobody, and nobody can have it.`,
  withdrawn: (port: number) => `${port} was assigned once; IANA has withdrawn the assignment.`,
  zero: [
    "Port 0 is reserved. A program that asks for port 0 is given an ephemeral port by the system instead, so nothing listens on 0 itself · ",
    IP_7,
  ] satisfies Phrase,
  dynamic: [
    "Dynamic Ports are never assigned: systems hand them out for one connection and take them back. Seen once in a log, it is most likely the client’s end of a connection that is long gone.",
  ] satisfies Phrase,
  dynamicDefaults: [
    "Your system’s own range may differ. Linux: 32768–60999, Windows and macOS: 49152–65535, FreeBSD: 10000–65535, Solaris: 32768–65535. Windows before Vista used 1025–5000 · ",
    WINDOWS_RANGE,
  ] satisfies Phrase,
  whyUnassigned: [
    "IANA assigns a number only when somebody asks for it and shows the need, and keeps the rest for those who come later. Most numbers were never asked for · ",
    RFC_6335,
  ] satisfies Phrase,
  registryIsNoProof: [
    "An assignment says who the number was given to, not what runs on your host · ",
    RFC_7605,
  ] satisfies Phrase,
  unauthorizedUse: (port: number) => `IANA’s registry reports use of ${port} without an assignment.`,
  labels: { range: "Range", states: "Transports", block: "Block", below: "Below", above: "Above" },
  range: (range: PortRange): Phrase => [
    `${ranges[range.name].name} ${span(range)}, ${ranges[range.name].rule} · `,
    RFC_6335,
  ],
  block: (block: PortSpan, size: number) =>
    size === 1
      ? `${span(block)} alone: the numbers on both sides are taken`
      : `${span(block)}: ${number(size)} numbers in a row without an assignment`,
  neighbour: (port: number, names: readonly string[], side: "below" | "above", distance: number) =>
    `${port} ${names.join(", ")} (${side === "below" ? "−" : "+"}${distance})`,
  transportNotStated: "transport not stated",
  spanAssigned: (numbers: PortSpan) => `all of ${span(numbers)}`,
  registered: (date: string) => `registered ${date}`,
  modified: (date: string) => `changed ${date}`,
  aliasOf: (name: string) => `historic alias of ${name}`,
  replaces: (name: string) => `replaces the older name ${name}`,
  serviceCode: (code: number) => `service code ${code}`,
  unassignedUse: "recorded as in use, not assigned by IANA",
  map: {
    label: "Map: ■ assigned, □ unassigned, ▨ reserved or not listed, · dynamic, ▣ this number",
    strip: (first: number, cells: string, last: number) => `${first} ${cells} ${last}`,
  },
  advice: { heading: "Can I use it?", text: advice },
  knownUses: {
    heading: "Known uses, beside IANA’s registry",
    source: "source",
    more: (software: readonly string[]) => `and ${listed(software)}`,
    numbers: (numbers: PortSpan, transports: readonly Transport[]) => `${span(numbers)} ${transports.join(", ")}`,
  },
  history: {
    heading: "Security history",
    caution: "This is history of the number, not of your host: identify the process before you conclude anything.",
  },
  listening: {
    heading: "What is listening on it?",
    system: (system: System, tool: string) => `${systems[system]} (${tool})`,
    more: "Containers, Kubernetes, other tools, another host",
    conclusion:
      "Nothing printed, run with administrator rights on the machine itself: nothing listens there. Without them ss still shows the port but hides the process, and lsof shows your own processes only. Something there? Usually a program set to it on purpose, one set to it by mistake, or something to look into: see which process it is, who started it and since when, before you conclude anything.",
  },
};
