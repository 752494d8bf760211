import { states } from "#core/messages/en-port.ts";
import { counted, either, number, shortDate, some, span } from "#core/messages/english.ts";
import type { WatchSubject } from "#core/query/query.ts";
import { MAX_WATCHED } from "#core/query/query.ts";
import type { Transport } from "#core/registry/port.ts";
import type { SnapshotVersion } from "#core/registry/record.ts";
import type { RegistryChange, RegistryUpdate, RowFacts } from "#core/registry/registry-change.ts";
import { MAX_CHANNELS, MAX_WATCHED_PORTS, MAX_WATCHES } from "#core/watch/channel-watches.ts";
import type { NotWatchedAnswer } from "#core/watch/watch-answer.ts";

const CHANGES = { one: "change", other: "changes" };
const MORE_WATCHES = { one: "other watch", other: "other watches" };
const WATCHES = { one: "watch", other: "watches" };

const subject = (about: WatchSubject) => (about.kind === "numbers" ? span(about.span) : about.name);
const subjects = (all: readonly WatchSubject[]) => some(all.map(subject), 3);

/** `867 (tcp, udp)`; a service may have no port. */
const place = ({ span: where }: RowFacts, transports: readonly Transport[]) =>
  [where === null ? "no port" : span(where), transports.length === 0 ? "" : `(${transports.join(", ")})`]
    .filter((part) => part !== "")
    .join(" ");

const named = ({ serviceName, category, description }: RowFacts) =>
  serviceName ?? (category === "assigned" ? description : states[category]);

/** `867 (tcp, udp) foo, Foo Service · Foo Inc.` */
const row = (facts: RowFacts, transports: readonly Transport[]) => {
  const { serviceName, description, assignees } = facts;
  const says = serviceName === null || description.toLowerCase() === serviceName.toLowerCase() ? "" : description;
  const who = assignees.length === 0 ? "" : ` · ${some(assignees, 1)}`;
  return `${place(facts, transports)} ${named(facts)}${says === "" ? "" : `, ${says}`}${who}`;
};

const quoted = (text: string) => (text === "" ? "none" : `“${text}”`);

/** What differs between two rows with the same numbers, transport and service name. */
const differences = (before: RowFacts, after: RowFacts) => {
  const facts: readonly (readonly [string, (facts: RowFacts) => string])[] = [
    ["state", ({ category }) => states[category]],
    ["description", ({ description }) => quoted(description)],
    ["assignee", ({ assignees }) => (assignees.length === 0 ? "none" : some(assignees, 2))],
    ["note", ({ note }) => quoted(note ?? "")],
  ];
  return facts
    .filter(([, read]) => read(before) !== read(after))
    .map(([name, read]) => `${name} now ${read(after)}, was ${read(before)}`)
    .join("; ");
};

/** One change, which may be the same on several transports. */
const change = (given: RegistryChange, transports: readonly Transport[]) => {
  switch (given.kind) {
    case "added":
      return `New: ${row(given.after, transports)}`;
    case "removed":
      return `Removed: ${row(given.before, transports)}`;
    case "changed": {
      const { before, after } = given;
      return `Changed: ${place(after, transports)} ${named(after)}: ${differences(before, after)}`;
    }
  }
};

const notWatched: Record<NotWatchedAnswer["reason"], (about: WatchSubject) => string> = {
  "no-such-service": (about) =>
    `I know no service called “${subject(about)}”. A port or a range can be watched whatever it is.`,
  "too-many-channels": () =>
    `Up to ${MAX_CHANNELS} channels of a workspace or server can watch ports. Type /port unwatch all in another one first.`,
  "too-many": () =>
    `A channel can have up to ${MAX_WATCHES} watches of ${number(MAX_WATCHED_PORTS)} ports in all. Remove one first: /port watches lists them.`,
};

/** Texts about changes of IANA's registry, in English. */
export const watch = {
  change,
  more: (count: number) => `and ${number(count)} more`,
  news: {
    title: (counts: Readonly<Record<RegistryChange["kind"], number>>) => {
      const { added, removed, changed } = counts;
      const parts = [
        added === 0 ? "" : `${number(added)} new`,
        removed === 0 ? "" : `${number(removed)} removed`,
        changed === 0 ? "" : `${number(changed)} changed`,
      ].filter((part) => part !== "");
      return `Registry news · ${parts.length === 0 ? "no assignment changed" : parts.join(", ")}`;
    },
    since: ({ from, to }: RegistryUpdate) => `IANA’s registry of ${shortDate(to)}, compared with ${shortDate(from)}.`,
    compared: "Compared: numbers, names, states, descriptions, assignees and notes.",
    whole: (count: number) => `${counted(count, CHANGES)} more: portcall ask --json news has them all.`,
    noneTitle: "Registry news · no update yet",
    none: ({ updated }: SnapshotVersion) =>
      `I came with IANA’s registry of ${shortDate(updated)} and have seen no newer one.`,
    watch: "To be told in a channel: /port watch 867.",
  },
  watched: {
    title: (about: WatchSubject, typed: string | null, isNew: boolean) =>
      `${isNew ? "Watching" : "Already watching"} ${subject(about)}${typed === null ? "" : ` (${typed})`}`,
    promise: "I’ll post here when IANA’s registry changes there, at most once a day.",
    member: "If I’m not a member of this channel, add me: otherwise I can’t post.",
  },
  notWatched: {
    title: "Not watched",
    reasons: notWatched,
    didYouMean: (names: readonly string[]) => `Did you mean ${either(names)}? Try /port watch ${names[0]}.`,
  },
  unwatched: {
    title: (all: readonly WatchSubject[]) => `No longer watching ${subjects(all)}`,
    left: (count: number) =>
      count === 0 ? "This channel watches nothing now." : `${counted(count, MORE_WATCHES)} left: /port watches.`,
  },
  notUnwatched: {
    title: (about: WatchSubject | null) =>
      about === null ? "This channel watches nothing" : `This channel doesn’t watch ${subject(about)}`,
    watches: (all: readonly WatchSubject[]) => `It watches ${some(all.map(subject), 10)}.`,
    none: "Start with /port watch 867.",
  },
  watches: {
    title: (count: number) =>
      count === 0 ? "This channel watches nothing" : `This channel has ${counted(count, WATCHES)}`,
    all: (all: readonly WatchSubject[]) => all.map(subject).join(" · "),
    how: "I post here when IANA’s registry changes there, at most once a day. To stop: /port unwatch 867, or unwatch all.",
    none: "To be told when IANA’s registry changes at a port, a range or a service: /port watch 867.",
  },
  changed: {
    title: (all: readonly WatchSubject[]) => `IANA’s registry changed · ${subjects(all)}`,
    more: (count: number) => `${counted(count, CHANGES)} more: /port news more.`,
    stop: (query: string) => `You get this because this channel watches it. To stop: /port ${query}.`,
  },
  tooMany: `One watch can cover up to ${MAX_WATCHED} ports. For everything that changed: /port news.`,
};
