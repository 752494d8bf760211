import type { StateCounts } from "#core/answers/state.ts";
import type { Phrase } from "#core/card/card.ts";
import { actions, failures, forms, suggestions } from "#core/messages/en-actions.ts";
import { brief } from "#core/messages/en-brief.ts";
import { explain } from "#core/messages/en-explain.ts";
import { discord, slack } from "#core/messages/en-platforms.ts";
import { APPLY, port, ranges, states } from "#core/messages/en-port.ts";
import { team } from "#core/messages/en-team.ts";
import { counted, date, number, span } from "#core/messages/english.ts";
import type { FreeQuery, Problem } from "#core/query/query.ts";
import { MAX_CLAIM } from "#core/query/query.ts";
import type { PortRange, PortSpan } from "#core/registry/port.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { State } from "#core/registry/registry.ts";

const reasons: Record<Problem, (input: string) => string> = {
  "too-long": () => "That is too long to be a question about a port.",
  "above-65535": (input) => `${input} is not a port number: they run from 0 to 65535.`,
  "below-0": (input) => `${input} is not a port number: they run from 0 to 65535, without a sign.`,
  "not-decimal": (input) => `Port numbers are written in plain decimal digits, and ${input} is not.`,
  "no-transport": (input) => `“${input}” names no transport: they are tcp, udp, sctp and dccp.`,
  "not-whole": (input) => `Port numbers are whole numbers, and ${input} is not.`,
  "free-not-understood": (input) =>
    `I cannot read “${input}”. After free come, in any order, how many (1 to 20), a transport, consecutive, and a span.`,
  "search-for-what": () => "Say what to search for.",
  "claim-not-understood": () =>
    "A claim says the number or span, then a name without blanks, then, if you like, a description in quotes and an @owner.",
  "claim-name": (input) =>
    `“${input}” cannot be a name: it has one to 40 letters, digits and . _ + -, a letter among them, and is no word that I take for a question.`,
  "claim-too-long": () => "A description has 200 characters at most, and an owner 80.",
  "import-too-long": () => "That port book is too long: one import takes a million characters. Import it in parts.",
  "history-of-what": () => "The history is of all numbers, of one, or of a span.",
  "claim-too-many": () => `One claim holds ${MAX_CLAIM} numbers at most.`,
  "release-what": () => "Say which number or span to release, and nothing else.",
  "export-format": (input) => `I do not know the format in “${input}”: there are csv, json, services and wireshark.`,
  "no-such-setting": () =>
    "The settings are language (en), system (linux, macos, windows, container, kubernetes, remote) and answers (private, public); default puts one back.",
  "feedback-not-understood": () =>
    "Feedback says the port, then sad, unsure or happy, then, if you like, what is wrong.",
  "forget-whom": () => "I forget what I keep of you when you type forget me.",
  "not-understood": (input) => `I cannot read “${input}” as a port, a span or a name.`,
  "no-port-in-message": () => "I found no port number in that message.",
};

const PORTS = { one: "port", other: "ports" };

/** English. */
export const en = {
  language: "en",
  states,
  port,
  brief,
  span: {
    title: (numbers: PortSpan, size: number) => `Ports ${span(numbers)} · ${number(size)} numbers`,
    counts: (counts: StateCounts) =>
      (Object.keys(states) as State[])
        .filter((state) => counts[state] > 0)
        .map((state) => `${number(counts[state])} ${states[state]}`)
        .join(" · "),
    labels: { ranges: "Range", counts: "States", assigned: "Assigned", blocks: "Unassigned", uses: "Known uses" },
    ranges: (touched: readonly PortRange[]) =>
      touched.map((range) => `${ranges[range.name].name} ${span(range)}`).join(" · "),
    assigned: (numbers: PortSpan, names: readonly string[]) => `${span(numbers)} ${names.join(", ")}`,
    none: "none",
    block: (block: PortSpan) =>
      block.first === block.last ? span(block) : `${span(block)} (${number(block.last - block.first + 1)})`,
    use: (numbers: PortSpan, software: string) => `${span(numbers)} ${software}`,
    more: (count: number) => `and ${number(count)} more`,
    map: (perMark: number) =>
      perMark === 1
        ? "Map: ■ assigned, □ unassigned, ▨ reserved or not listed, · dynamic"
        : `Map: one mark for ${number(perMark)} numbers; ░ none assigned, ▒ some, ▓ half or more, █ all`,
  },
  service: {
    title: (name: string, where: string) => `${name} · ${where}`,
    place: (port: number, last: number, transports: string) =>
      `${port === last ? "port" : "ports"} ${span({ first: port, last })}${transports === "" ? "" : ` ${transports}`}`,
    withoutPort: "a service name without a port",
    notFound: (name: string) => `No service is called “${name}”`,
    closest: "Closest in name or description",
    didYouMean: "Did you mean",
    noneClose: "Nothing in the registry or among the known uses comes close.",
    tryInstead: (suggestion: string) => `Try /port ${suggestion}.`,
    searchInstead: (name: string) => `To search the descriptions, type /port search ${name}.`,
    iana: "IANA",
    sourceLink: "source",
    knownUse: "known use",
    also: "Also of that name, or much like it",
  },
  search: {
    title: (text: string, count: number) => `Search “${text}” · ${count === 0 ? "nothing found" : `${count} found`}`,
    nothing: "No name, description or known use has these words.",
  },
  list: {
    title: (count: number) => `${count} ports at a glance`,
    omitted: (queries: readonly string[]) =>
      `Left out, since one answer takes ten: ${queries.join(", ")}. Ask for them in a second message.`,
    inUse: (state: string, names: readonly string[], software: readonly string[]) =>
      [
        names.length > 0 ? names.join(", ") : state,
        software.length > 0 ? `in practice often ${software.join(", ")}` : null,
      ]
        .filter((part) => part !== null)
        .join(" · "),
    notFound: "no service of that name",
  },
  explain,
  free: {
    /** @param ports the numbers, where they fit into a title */
    title: (
      { count, consecutive, span: where }: Pick<FreeQuery, "count" | "consecutive" | "span">,
      ports: readonly number[],
      found: number,
    ) => {
      const what = found === 0 ? "No ports" : counted(found, PORTS);
      const short = found > 0 && found < count ? ` of ${count}` : "";
      const place = where === null ? "" : ` in ${span(where)}`;
      return `${what}${short}${consecutive ? " in a row" : ""} to pick${place}${ports.length === 0 ? "" : `: ${ports.join(", ")}`}`;
    },
    because:
      "Unassigned on every transport, above 1023, no software I know of, and no system hands them out to outgoing connections.",
    none: "No number there is unassigned, above 1023, outside every system’s ephemeral range and without software that I know of.",
    elsewhere: "Try /port free: 5001 to 9999 has the most.",
    registerIt: ["For anything you publish, register a number of your own · ", APPLY] satisfies Phrase,
  },
  help: {
    title: "Portcall · what is this port?",
    lead: "Ask about a port, a service or a range of numbers:",
    examples: [
      { typed: "/port 867", answer: "what it is, whether to use it, how to check it; 867/udp for one transport" },
      { typed: "/port postgres", answer: "a service by name" },
      { typed: "/port 6000-6063", answer: "a range of numbers" },
      { typed: "/port 22 80 443/tcp ssh", answer: "several at once, ten at most" },
      { typed: "/port free 3 udp 8000-9000", answer: "ports to pick for something new; consecutive for a row" },
      { typed: "/port explain", answer: "what listens, from pasted ss, netstat, lsof or docker ps output" },
      { typed: "/port claim 8867 billing-api @payments", answer: "enter it in your team’s port book; release, undo" },
      { typed: "/port book", answer: "the port book; export csv, import, history" },
      { typed: "/port settings", answer: "language, system, private or public answers" },
    ],
    more: "Add more for everything I know (867 more), or public to answer in the channel. Also: search time protocol, random, forget me.",
    mention: "In a thread or in a sentence, mention me: @portcall what is on 867?",
  },
  team,
  actions,
  forms,
  failures,
  discord,
  suggestions,
  slack,
  invalid: {
    title: "That did not work",
    reasons,
    tryInstead: (suggestion: string) => `Try /port ${suggestion}.`,
  },
  /** Below a card that was cut, where no file can be attached. */
  cut: {
    explained:
      "This was too long for one message: … marks what is left out. What deserves a look comes first; for the rest, paste fewer lines at a time.",
    exported:
      "This was too long for one message: … marks what is left out. Export the book in parts, by words that its claims have: /port book export csv payments.",
  },
  page: { title: "Portcall · what is this port?", label: "Port, name or span", button: "Ask" },
  footnote: ({ updated, records }: RegistrySource) => `IANA registry of ${date(updated)} · ${number(records)} records`,
};
