import type { ExplainAnswer, ExplainedListener } from "#core/answers/explain.ts";
import { deservesLook } from "#core/answers/explain.ts";
import type { FirewallAnswer, Opening } from "#core/answers/explain-firewall.ts";
import { WIDE } from "#core/answers/explain-firewall.ts";
import type { Card, CardNode, Phrase } from "#core/card/card.ts";
import { shorten } from "#core/card/fit.ts";
import { lazy } from "#core/lazy.ts";
import type { Messages } from "#core/messages/messages.ts";
import { attentionItem, fitReasons, moreItem, shortFlag } from "#core/present/explain-attention.ts";
import type { WantedField } from "#core/present/explain-fields.ts";
import { fitFields, leastRoom } from "#core/present/explain-fields.ts";
import { listingsNote, paragraph, readingNotes } from "#core/present/explain-notes.ts";
import { byProgram, hasSeveralHosts, shortItem, spansOf, sum } from "#core/present/explain-parts.ts";
import { BRIEF_ROOM, roomOf } from "#core/present/explain-room.ts";
import type { PortSpan } from "#core/registry/port.ts";
import { spanSize } from "#core/registry/port.ts";

/** Its many short fields take more than their characters. */
const ROOM = BRIEF_ROOM - 40;
const MAX_NAME = 30;
const MAX_BYPASSED = 5;

/** An explanation of firewall rules, alone or with a listing of listeners. */
export interface FirewallBrief {
  readonly card: Card;
  /** Whether the full explanation says more. */
  readonly leavesOut: boolean;
}

export function firewallBriefly(answer: ExplainAnswer, firewall: FirewallAnswer, messages: Messages): FirewallBrief {
  const title = firewallTitle(answer, firewall, messages);
  const footnote = messages.brief.footnote(answer.registry);
  const hasListeners = answer.listeners.length > 0;
  const rest = messages.firewall.restNote(firewall.rest);
  const end = paragraph([
    hasListeners ? rest : null,
    messages.firewall.readBriefly(firewall.notations, firewall.counts),
    ...firewallNotes(answer, firewall, messages),
  ]);
  const room = ROOM - sum([[title], [footnote], end].map(roomOf));
  const reasons = attentionOf(answer, firewall, messages);
  const short = lazy(() => attentionOf(answer, firewall, messages, true));
  const shown = (count: number, isShort: boolean, namesRoom: number): readonly Phrase[] => {
    const given = (isShort ? short() : reasons).slice(0, count).map(({ reason }) => reason);
    const rest = reasons.slice(count).map(({ name }) => name);
    return rest.length === 0 ? given : [...given, moreItem(rest.length, rest, namesRoom, messages)];
  };
  const least = sum(fitReasons(reasons.length, 0, shown).items.map(roomOf));
  const choices = (
    hasListeners ? fieldsOfListeners(answer, firewall, messages) : [fieldsOfRules(firewall, messages)]
  ).map((fields) => fields.filter(({ items }) => items.length > 0));
  const fits = (fields: readonly WantedField[]) => least + leastRoom(fields, messages.explain) <= room;
  const wanted = choices.find(fits) ?? choices.at(-1) ?? [];
  const attention = fitReasons(reasons.length, room - leastRoom(wanted, messages.explain), shown);
  const { fields, isWhole } = fitFields(wanted, room - sum(attention.items.map(roomOf)), messages.explain);
  const list: CardNode[] = attention.items.length === 0 ? [] : [{ type: "list", items: attention.items }];
  return {
    card: {
      title,
      status: "information",
      body: [
        ...list,
        ...(fields.length === 0 ? [] : [{ type: "fields", fields } as const]),
        { type: "text", content: end },
      ],
      footnote,
    },
    leavesOut: !isWhole || !attention.isWhole || wanted !== choices[0],
  };
}

export function firewallTitle(answer: ExplainAnswer, firewall: FirewallAnswer, messages: Messages): string {
  const { firewall: words } = messages;
  const look = attentionOf(answer, firewall, messages).length;
  if (answer.listeners.length > 0) {
    const listed = answer.listeners.filter(({ isEphemeral }) => !isEphemeral);
    return words.titleWithListeners({ open: listed.filter(isOpen).length, listed: listed.length, look });
  }
  const open = firewall.openings.filter(({ verdict }) => verdict.kind === "anywhere");
  const isRestOpen = firewall.rest.tcp.kind === "anywhere";
  return words.titleOfRules({ ports: countNumbers(open.map(({ ports }) => ports)), isRestOpen, look });
}

/** How many numbers spans have that may overlap. */
function countNumbers(spans: readonly PortSpan[]): number {
  let [count, next] = [0, 0];
  for (const { first, last } of spans.toSorted((one, other) => one.first - other.first)) {
    count += Math.max(0, last + 1 - Math.max(first, next));
    next = Math.max(next, last + 1);
  }
  return count;
}

/** Whether the rules let anybody reach it, or don't see who does. */
function isOpen({ access }: ExplainedListener): boolean {
  return access?.kind === "anywhere" || access?.kind === "bypassed";
}

/** What needs attention: a name for where it doesn't fit, and the reason. */
interface Attention {
  readonly name: string;
  readonly reason: Phrase;
}

/**
 * The gravest first: what listens and is open, then what is open.
 *
 * @param isShort whether to say only what to do first
 */
export function attentionOf(
  answer: ExplainAnswer,
  firewall: FirewallAnswer,
  messages: Messages,
  isShort = false,
): readonly Attention[] {
  const { firewall: words, explain } = messages;
  const hasHosts = hasSeveralHosts(answer);
  const listening = answer.listeners.filter(
    (listener) => deservesLook(listener) && listener.access?.kind !== "blocked",
  );
  const said = new Set(listening.map(({ port }) => port));
  const openings = firewall.openings.flatMap((opening): readonly Attention[] => {
    const { ports, transports, exposure, verdict } = opening;
    const what = openingText(opening, messages);
    if (exposure?.flag.weight === "look" && !said.has(exposure.port)) {
      const at = { port: exposure.port, target: null, image: null, transport: transports[0] ?? null };
      return [{ name: what, reason: [words.attention(what), ...explain.flag(shortFlag(exposure.flag, isShort), at)] }];
    }
    const isWide = verdict.kind === "anywhere" && spanSize(ports) >= WIDE;
    return isWide ? [{ name: what, reason: [words.wide(what, spanSize(ports))] }] : [];
  });
  return [
    ...listening.map((listener) => ({
      name: shortItem([listener], hasHosts, messages),
      reason: attentionItem([listener], hasHosts, messages, [], isShort),
    })),
    ...openings,
    ...(firewall.rest.tcp.kind === "anywhere" ? [{ name: words.groups.rest, reason: [words.restOpen] }] : []),
  ];
}

/** `5432 PostgreSQL`, `53/udp domain`. */
export function openingText({ ports, transports, name }: Opening, { firewall: words }: Messages): string {
  return words.named(words.port(ports, transports), name === null ? null : shorten(name, MAX_NAME));
}

function fieldsOfRules({ openings, rest }: FirewallAnswer, messages: Messages): readonly WantedField[] {
  const { groups, rest: restText } = messages.firewall;
  return [
    { label: groups.anywhere, items: itemsOf(openings, "anywhere", messages) },
    { label: groups.some, items: itemsOf(openings, "some", messages) },
    { label: groups.unknown, items: itemsOf(openings, "unknown", messages) },
    { label: groups.rest, items: [restText(rest)] },
  ];
}

type OpenKind = "anywhere" | "some" | "unknown";

function itemsOf(openings: readonly Opening[], kind: OpenKind, messages: Messages): readonly string[] {
  const { firewall: words } = messages;
  const own = openings.filter(({ verdict }) => verdict.kind === kind).toSorted((a, b) => a.ports.first - b.ports.first);
  if (kind !== "some") return own.map((opening) => openingText(opening, messages));
  const byWho = Map.groupBy(own, ({ verdict }) => words.verdict(verdict));
  return Array.from(byWho, ([who, same]) =>
    withWho(
      same.map((each) => openingText(each, messages)),
      who,
      words,
    ),
  );
}

const MAX_WITH_WHO = 3;

/** `22 ssh, 5432 postgresql +4 from 10.0.0.0/8` */
function withWho(names: readonly string[], who: string, words: Messages["firewall"]): string {
  return words.openTo(names.slice(0, MAX_WITH_WHO), Math.max(0, names.length - MAX_WITH_WHO), who);
}

/** All fields; with one for all that nobody else reaches; and without what is open although nothing listens. */
function fieldsOfListeners(
  answer: ExplainAnswer,
  firewall: FirewallAnswer,
  messages: Messages,
): readonly (readonly WantedField[])[] {
  const { firewall: words, explain } = messages;
  const hasHosts = hasSeveralHosts(answer);
  const listed = answer.listeners.filter(({ isEphemeral }) => !isEphemeral);
  const items = (of: (listener: ExplainedListener) => boolean) =>
    byProgram(listed.filter(of)).map((each) => shortItem(each, hasHosts, messages));
  const limitedTo = Map.groupBy(
    listed.filter(({ access }) => access?.kind === "some"),
    ({ access }) => (access?.kind === "some" ? words.who(access.who) : ""),
  );
  const some = Array.from(limitedTo, ([who, same]) => {
    const names = byProgram(same).map((each) => shortItem(each, hasHosts, messages));
    return withWho(names, who, words);
  });
  const open = [
    { label: words.groups.listeningOpen, items: items(isOpen) },
    { label: words.groups.listeningSome, items: some },
  ];
  const openings = firewall.openings.filter(({ isListening }) => !isListening);
  const idle = {
    label: words.groups.idle,
    items: [...itemsOf(openings, "anywhere", messages), ...itemsOf(openings, "some", messages)],
  };
  const idleUnknown = { label: words.groups.idleUnknown, items: itemsOf(openings, "unknown", messages) };
  const unknown = { label: words.groups.listeningUnknown, items: items(({ access }) => access?.kind === "unknown") };
  const blocked = { label: words.groups.listeningBlocked, items: items(({ access }) => access?.kind === "blocked") };
  const host = { label: explain.groups.host, items: items(({ access }) => access === null) };
  const closed = { label: words.groups.listeningClosed, items: [...blocked.items, ...host.items] };
  return [
    [...open, idle, unknown, idleUnknown, blocked, host],
    [...open, idle, unknown, idleUnknown, closed],
    [...open, idle, unknown, closed],
    [...open, unknown, closed],
  ];
}

/** What isn't known, what the rules don't hold for, and that nothing is stored. */
export function firewallNotes(
  answer: ExplainAnswer,
  firewall: FirewallAnswer,
  messages: Messages,
): readonly (string | null)[] {
  const { firewall: words, explain } = messages;
  const { notations, rest, openings, leftOut } = firewall;
  const isUnknown = [rest.tcp, rest.udp, ...openings.map(({ verdict }) => verdict)].some(
    ({ kind }) => kind === "unknown",
  );
  const bypassed = answer.listeners.filter(({ access }) => access?.kind === "bypassed");
  return [
    isUnknown ? words.unknown(notations) : null,
    bypassed.length > 0 ? words.bypassed(spansOf(bypassed).slice(0, MAX_BYPASSED)) : null,
    leftOut > 0 ? words.leftOut(leftOut) : null,
    listingsNote(answer, explain),
    ...readingNotes(answer, explain),
  ];
}
