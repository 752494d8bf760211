import type { PortAnswer } from "#core/answers/port.ts";
import type { StateCounts } from "#core/answers/state.ts";
import type { Phrase } from "#core/card/card.ts";
import { actions, failures, forms, suggestions } from "#core/messages/en-actions.ts";
import { brief } from "#core/messages/en-brief.ts";
import { explain } from "#core/messages/en-explain.ts";
import { listingBook } from "#core/messages/en-explain-book.ts";
import { changes } from "#core/messages/en-explain-changes.ts";
import { exposure } from "#core/messages/en-exposure.ts";
import { firewall } from "#core/messages/en-firewall.ts";
import { inUse } from "#core/messages/en-in-use.ts";
import { discord, slack } from "#core/messages/en-platforms.ts";
import { APPLY, port, ranges, states } from "#core/messages/en-port.ts";
import { portSets } from "#core/messages/en-port-sets.ts";
import { team } from "#core/messages/en-team.ts";
import { watch } from "#core/messages/en-watch.ts";
import { web } from "#core/messages/en-web.ts";
import { counted, either, listed, number, some, span } from "#core/messages/english.ts";
import type { FreeQuery, Problem } from "#core/query/query.ts";
import { MAX_CLAIM, PROBLEMS } from "#core/query/query.ts";
import type { Notation } from "#core/query/read-message.ts";
import type { PortRange, PortSpan } from "#core/registry/port.ts";
import type { State } from "#core/registry/registry.ts";

const reasons: Record<Problem, (input: string) => string> = {
  "too-long": () => "That’s too long for a question about ports.",
  "above-65535": (input) => `${input} isn’t a port number. Ports range from 0 to 65535.`,
  "below-0": (input) => `${input} isn’t a port number. Ports range from 0 to 65535.`,
  "not-decimal": (input) => `I only read decimal port numbers, and ${input} isn’t one.`,
  "no-transport": (input) => `I don’t know the transport in “${input}”. Use tcp, udp, sctp or dccp.`,
  "not-whole": (input) => `${input} isn’t a whole number.`,
  "free-not-understood": (input) =>
    `I couldn’t read “${input}”. After free you can add a count (1 to 20), a transport, consecutive and a range (or near 8080), in any order.`,
  "search-for-what": () => "Add what to search for.",
  "claim-not-understood": () =>
    "Give a port or range, then a name without spaces. A description in quotes and an @owner are optional.",
  "claim-name": (input) =>
    `“${input}” can’t be a name. Use up to 40 letters, digits and . _ + -, with at least one letter, and not a word that’s a command.`,
  "claim-too-long": () => "A description can have 200 characters, and an owner 80.",
  "import-too-long": () => "That port book is too long. One import can have a million characters; import it in parts.",
  "history-of-what": () => "Give a port or a range, or nothing for the whole history.",
  "claim-too-many": () => `One claim can cover up to ${MAX_CLAIM} ports.`,
  "release-what": () => "Give only the port or range to release.",
  "export-format": (input) => `I don’t know the format in “${input}”. Use csv, json, services or wireshark.`,
  "no-such-setting": () =>
    "The settings are language (en), system (linux, macos, windows, container, kubernetes, remote) and answers (private, public); for a workspace also claims (everyone, members, admins). Use default to reset one.",
  "feedback-not-understood": () => "Give a port, then sad, unsure or happy. A comment is optional.",
  "forget-whom": () => "Type forget me to delete your own data.",
  "watch-what": () => "Give a port, a range or a service name to watch.",
  "watch-too-many": () => watch.tooMany,
  "unwatch-what": () => "Give what to stop watching: a port, a range, a service name or all.",
  "not-understood": (input) => `I couldn’t read “${input}” as a port, a range or a name.`,
  "no-port-in-message": () => "I found no port number in that message.",
  "perhaps-a-port": () => "",
};

const PORTS = { one: "port", other: "ports" };

/** English. */
export const en = {
  language: "en",
  states,
  port,
  brief,
  exposure,
  portSets,
  span: {
    title: (numbers: PortSpan, size: number) => `Ports ${span(numbers)} · ${number(size)} ports`,
    counts: (counts: StateCounts) =>
      (Object.keys(states) as State[])
        .filter((state) => counts[state] > 0)
        .map((state) => `${number(counts[state])} ${states[state]}`)
        .join(" · "),
    labels: { ranges: "Range", counts: "States", assigned: "Assigned", blocks: "Unassigned", uses: "Known uses" },
    ranges: (touched: readonly PortRange[]) =>
      touched.map((range) => `${ranges[range.name]} ${span(range)}`).join(" · "),
    assigned: (numbers: PortSpan, names: readonly string[]) => `${span(numbers)} ${names.join(", ")}`,
    none: "none",
    block: (block: PortSpan) =>
      block.first === block.last ? span(block) : `${span(block)} (${number(block.last - block.first + 1)})`,
    use: (numbers: PortSpan, software: string) => `${span(numbers)} ${software}`,
    more: (count: number) => `and ${number(count)} more`,
    map: (perMark: number) =>
      perMark === 1
        ? "Map: ■ assigned, □ unassigned, ▨ reserved or not listed, · dynamic"
        : `Map, ${number(perMark)} ports per mark: ░ none assigned, ▒ under half, ▓ half or more, █ all`,
  },
  service: {
    title: (name: string, where: string) => `${name} · ${where}`,
    place: (port: number, last: number, transports: string) =>
      `${port === last ? "port" : "ports"} ${span({ first: port, last })}${transports === "" ? "" : ` ${transports}`}`,
    withoutPort: "no port assigned",
    notFound: (name: string) => `No service called “${name}”`,
    closest: "Closest matches",
    didYouMean: "Did you mean",
    noneClose: "Nothing in IANA’s registry or the known uses comes close.",
    tryInstead: (suggestion: string) => `Try /port ${suggestion}.`,
    searchInstead: (name: string) => `To search descriptions, type /port search ${name}.`,
    iana: "IANA",
    sourceLink: "source",
    also: "Same or similar names",
  },
  search: {
    title: (text: string, count: number) => `Search “${text}” · ${count === 0 ? "nothing found" : `${count} found`}`,
    nothing: "No name, description or known use contains these words.",
  },
  list: {
    title: (count: number) => `${count} ports at a glance`,
    omitted: (queries: readonly string[]) =>
      `One answer covers ten. Ask for the rest in a second message: ${queries.join(", ")}.`,
    /** @param state in words */
    inUse: (
      state: string,
      { names, software, exposure: reach }: { names: readonly string[] } & Pick<PortAnswer, "software" | "exposure">,
    ) => {
      const given = names.length > 0 ? names.join(", ") : state;
      const used = names.length > 0 ? some(software, 2) : `${some(software, 2)} (${state})`;
      const what = software.length > 0 ? used : given;
      if (reach === null || reach === "internet") return what;
      return `${what} · ⚠ ${software.length > 2 ? "some of them must stay off the internet" : exposure.keep[reach]}`;
    },
    notFound: "no service with this name",
  },
  compare: {
    title: (one: string, other: string) => `${one} vs ${other}`,
    /** @param what each number is to the service */
    shared: (
      { service, what }: { service: string; what: readonly [string, string] },
      ports: readonly [number, number],
    ) => `Both belong to ${service}: ${ports[0]} ${what[0]} · ${ports[1]} ${what[1]}.`,
    /** @param state in words */
    onTransport: (state: string, names: readonly string[], software: readonly string[]) =>
      [
        names.length > 0 ? `IANA: ${listed(names)}` : state,
        software.length > 0 ? some(software, 3) : "no software that I know of",
      ].join(" · "),
  },
  inUse,
  explain,
  listingChanges: changes,
  listingBook,
  firewall,
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
      "Unassigned on every transport, above 1023, no software I know of, and outside the usual ephemeral ranges (OpenBSD’s is wider).",
    none: "No number there is unassigned, above 1023, outside the ephemeral ranges of Linux, Windows, macOS, FreeBSD and Solaris, and without software that I know of.",
    elsewhere: "Try /port free: it picks from 5001 to 9999.",
    registerIt: ["For anything you publish, register a number of your own · ", APPLY] satisfies Phrase,
  },
  help: {
    title: "Portcall · what is this port?",
    lead: "Ask about a port, a service or a range:",
    examples: [
      { typed: "/port 867", answer: "what it is, whether to use it, how to check it; also 867/udp" },
      { typed: "/port postgres", answer: "a service by name; 6000-6063 for a range" },
      { typed: "/port 22 80 443/tcp ssh", answer: "up to ten at once" },
      { typed: "/port free 3 udp 8000-9000", answer: "free ports for something new; add consecutive for a block" },
      {
        typed: "/port explain",
        answer: "what can be reached in pasted ss, docker ps or firewall rules; explain what changed",
      },
      { typed: "/port claim 8867 billing-api @payments", answer: "add it to your team’s port book; release, undo" },
      { typed: "/port book", answer: "the port book; export csv, import, history" },
      { typed: "/port settings", answer: "language, system, private or public answers" },
    ],
    more: "867 more shows everything I know, 867 public answers in the channel. Also: watch 867 (I post here when IANA changes it), news, search ntp, random, forget me. Or mention me: @portcall what is on 867?",
  },
  thanks: { title: "You’re welcome!", body: "Ask me about a port any time." },
  team,
  watch,
  actions,
  forms,
  failures,
  discord,
  suggestions,
  slack,
  invalid: {
    /** @param suggestions the query that was likely meant, or several */
    title: (reason: Problem, suggestions: readonly string[]) => {
      switch (PROBLEMS[reason]) {
        case "number":
          return "Not a port number";
        case "perhaps":
          return `Do you mean port ${either(suggestions)}?`;
        case "notation":
        case "team":
        case "unknown":
          return "I didn’t understand that";
      }
    },
    reasons,
    tryInstead: (suggestion: string) => `Try /port ${suggestion}.`,
    /** Below the card of a number that was typed in another way. */
    readAs: ({ typed, meant }: Notation) => `I read ${typed} as ${meant}.`,
  },
  /** Below a card that was cut, where no file can be attached. */
  cut: {
    explained:
      "This was too long for one message, so it’s cut at each …. What needs attention comes first; to see the rest, paste fewer lines at a time.",
    /** Below a card that leaves something out, where no file can be attached. */
    shortened: "For all listeners and reasons, paste fewer lines or run portcall ask explain.",
    exported:
      "This was too long for one message, so it’s cut at each …. Export the book in parts, by a word in the claims: /port book export csv payments.",
  },
  web,
};
