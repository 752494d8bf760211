import type { System } from "#core/answers/commands.ts";
import type { Phrase } from "#core/card/card.ts";
import type { Problem } from "#core/query/query.ts";
import type { PortRange, PortSpan, Transport } from "#core/registry/port.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import { rfcUrl } from "#core/registry/reference.ts";
import type { State } from "#core/registry/registry.ts";

const DATE = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" });
const NUMBER = new Intl.NumberFormat("en-GB");
const RFC_6335 = { text: "RFC 6335", url: rfcUrl(6335) };

const span = ({ first, last }: PortSpan) => (first === last ? `${first}` : `${first}–${last}`);

const ranges: Record<PortRange["name"], { name: string; rule: string }> = {
  system: { name: "System Ports", rule: "assigned only by IETF Review or IESG Approval" },
  user: { name: "User Ports", rule: "assigned by IANA on request, by Expert Review, IETF Review or IESG Approval" },
  dynamic: { name: "Dynamic Ports", rule: "never assigned" },
};

const states: Record<State, string> = {
  assigned: "assigned",
  unassigned: "unassigned",
  reserved: "reserved",
  withdrawn: "withdrawn",
  unlisted: "not listed",
  dynamic: "dynamic, never assigned",
};

const systems: Record<System, string> = { linux: "Linux", macos: "macOS", windows: "Windows" };

const reasons: Record<Problem, (input: string) => string> = {
  "too-long": () => "That is too long to be a question about a port.",
  "above-65535": (input) => `${input} is not a port number: they run from 0 to 65535.`,
  "below-0": (input) => `${input} is not a port number: they run from 0 to 65535, without a sign.`,
  "not-decimal": (input) => `Port numbers are written in plain decimal digits, and ${input} is not.`,
  "not-whole": (input) => `Port numbers are whole numbers, and ${input} is not.`,
  "more-than-a-port": (input) => `I can read one port number at a time, and “${input}” says more than that.`,
  "not-understood": (input) => `I cannot read “${input}” as a port number.`,
};

/** English. */
export const en = {
  language: "en",
  port: {
    title: (port: number, transport: Transport | null, state: string) =>
      `Port ${transport === null ? port : `${port}/${transport}`} · ${state}`,
    assignedTo: (names: readonly string[]) => {
      const [first = "", ...others] = names;
      return `assigned to ${first}${others.length === 0 ? "" : ` and ${others.length} more`}`;
    },
    assignedUse: (use: string) => `assigned to ${use}`,
    states,
    nothingAssigned: (port: number) => `IANA has assigned nothing to ${port}, on any transport.`,
    noService: (port: number) => `IANA has assigned ${port} to no service.`,
    reserved: (port: number) => `IANA keeps ${port} reserved: it is assigned to nobody, and nobody can have it.`,
    withdrawn: (port: number) => `${port} was assigned once; IANA has withdrawn the assignment.`,
    zero: [
      "Port 0 is reserved. A program that asks for port 0 is given an ephemeral port by the system instead, so nothing listens on 0 itself · ",
      { text: "ip(7)", url: "https://man7.org/linux/man-pages/man7/ip.7.html" },
    ] satisfies Phrase as Phrase,
    dynamic:
      "Dynamic Ports are never assigned: systems hand them out for one connection and take them back. Seen once in a log, it is most likely the client’s end of a connection that is long gone.",
    unauthorizedUse: (port: number) => `IANA’s registry reports use of ${port} without an assignment.`,
    labels: {
      range: "Range",
      states: "Transports",
      block: "Block",
      below: "Below",
      above: "Above",
    },
    range: (range: PortRange): Phrase => [
      `${ranges[range.name].name} ${span(range)}, ${ranges[range.name].rule} · `,
      RFC_6335,
    ],
    block: (block: PortSpan, size: number) =>
      size === 1
        ? `${span(block)} alone: the numbers on both sides are taken`
        : `${span(block)}: ${NUMBER.format(size)} numbers in a row without an assignment`,
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
    listening: {
      heading: "What is listening on it?",
      system: (system: System, tool: string) => `${systems[system]} (${tool})`,
      conclusion:
        "Nothing printed: nothing listens. Without administrator rights the process stays hidden. Something there? See which process it is before you conclude anything.",
    },
  },
  help: {
    title: "Portcall · what is this port?",
    lead: "Ask for a port number, and a card comes back: its range, what IANA has assigned there and nearby, and the commands that show what listens on it.",
    examples: [
      { typed: "/port 867", answer: "the port, on every transport" },
      { typed: "/port 867/udp", answer: "the same, udp first" },
      { typed: "/port help", answer: "this page" },
    ],
    mention: "In a thread or a channel, mention me with the number: @portcall what is on 867?",
  },
  invalid: {
    title: "That is not a port",
    reasons,
    tryInstead: (suggestion: string) => `Try /port ${suggestion}.`,
  },
  page: {
    title: "Portcall · what is this port?",
    label: "Port",
    button: "Ask",
  },
  footnote: (source: RegistrySource) =>
    `IANA registry of ${DATE.format(new Date(`${source.updated}T00:00:00Z`))} · ${NUMBER.format(source.records)} records`,
};
