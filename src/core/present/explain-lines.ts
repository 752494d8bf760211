import type { ExplainAnswer, ExplainedListener } from "#core/answers/explain.ts";
import type { ListenerAccess } from "#core/answers/explain-firewall.ts";
import type { CardNode, Phrase } from "#core/card/card.ts";
import { joinPhrases } from "#core/card/card.ts";
import { shorten } from "#core/card/fit.ts";
import type { Messages } from "#core/messages/messages.ts";
import { spansOf } from "#core/present/explain-parts.ts";

const MAX_UNREAD_SHOWN = 20;
const MAX_UNREAD_LENGTH = 100;
/** More numbers of a program than this are shown as spans, without what each one is assigned to. */
const MAX_DESCRIBED = 5;

export function byPort(listeners: readonly ExplainedListener[]): readonly ExplainedListener[] {
  return listeners.toSorted((a, b) => a.port - b.port);
}

/** A heading and a line for each program and address; nothing without listeners. */
export function sectionOf(
  heading: string,
  listeners: readonly ExplainedListener[],
  hasHosts: boolean,
  messages: Messages,
): CardNode[] {
  if (listeners.length === 0) return [];
  const lines = [...Map.groupBy(listeners, sameLine).values()];
  return [
    { type: "heading", text: heading },
    { type: "list", items: lines.map((line) => lineOf(line, hasHosts, messages)) },
  ];
}

/** Listeners with the same key differ in their numbers only. */
function sameLine(listener: ExplainedListener): string {
  const { port, transport, host, address, scope, process, pid, service, image, product, target } = listener;
  const { claims, flags, reach, access } = listener;
  const mapped = target === null ? null : target - port;
  const named = [process, pid, service, image, product, claims];
  return JSON.stringify([transport, host, address, scope, ...named, mapped, flags, reach, access]);
}

/** `80 tcp (IANA: http), 443 tcp (IANA: https) · 0.0.0.0 · nginx (pid 911) — why, and what to do.` */
function lineOf(listeners: readonly ExplainedListener[], hasHosts: boolean, messages: Messages): Phrase {
  const { explain: words } = messages;
  const [first] = listeners;
  if (first === undefined) return [];
  const { address, target, host, claims, port } = first;
  const mapped = target === null || target === port ? null : target - port;
  const parts = [
    hasHosts ? host : null,
    portsOf(listeners, messages),
    address ?? words.where(first),
    first.access === null ? null : accessText(first.access, messages),
    programText(first, words),
    claims.length > 0 ? words.claimed(claims) : null,
    mapped === null
      ? null
      : words.target(spansOf(listeners).map((span) => ({ first: span.first + mapped, last: span.last + mapped }))),
  ].filter((part) => part !== null);
  const flags = first.flags.map((each) => words.flag(each, first));
  return flags.length === 0 ? [parts.join(" · ")] : [`${parts.join(" · ")} — `, ...joinPhrases(flags, " — ")];
}

function accessText(access: ListenerAccess, { firewall: words }: Messages): string {
  return access.kind === "bypassed" ? words.bypassing : words.verdict(access);
}

function portsOf(listeners: readonly ExplainedListener[], { explain: words, states }: Messages): string {
  const [first] = listeners;
  const transport = first?.transport ?? null;
  if (listeners.length > MAX_DESCRIBED) return words.ports(spansOf(listeners), transport);
  return listeners
    .map(({ port, assigned, state, knownUses }) => {
      const said = assigned.length > 0 ? words.assigned(assigned) : words.state(states[state]);
      return words.described(port, transport, knownUses.length > 0 ? [said, words.uses(knownUses)] : [said]);
    })
    .join(", ");
}

/** `cache (redis:7)`, `redis-server (pid 812)`, or what a scan found. */
function programText(listener: ExplainedListener, words: Messages["explain"]): string {
  const { service, image, process, pid, product } = listener;
  if (service !== null) return image === null ? service : words.container(service, image);
  const isFound = process === null && pid === null && product !== null;
  return isFound ? product : (image ?? processText(listener, words));
}

function processText({ process, pid }: ExplainedListener, words: Messages["explain"]): string {
  if (process !== null) return words.process(process, pid);
  return pid === null ? words.noProcess : words.pid(pid);
}

export function ephemeralSection(listeners: readonly ExplainedListener[], words: Messages["explain"]): CardNode[] {
  if (listeners.length === 0) return [];
  const lines = [
    ...Map.groupBy(listeners, ({ host, process, transport }) => `${host} ${process} ${transport}`).values(),
  ];
  const items = lines.map((line): Phrase => {
    const [first] = line;
    if (first === undefined) return [];
    return [[words.ports(spansOf(line), first.transport), processText({ ...first, pid: null }, words)].join(" · ")];
  });
  return [
    { type: "heading", text: words.ephemeralHeading },
    { type: "text", content: [words.ephemeralReason] },
    { type: "list", items },
  ];
}

/** The lines after the first one, which is in the closing words. */
export function unreadSection({ notUnderstood }: ExplainAnswer, words: Messages["explain"]): CardNode[] {
  const items = notUnderstood
    .slice(1, MAX_UNREAD_SHOWN)
    .map(({ line, text }): Phrase => [words.unread(line, shorten(text, MAX_UNREAD_LENGTH))]);
  return items.length === 0
    ? []
    : [
        { type: "heading", text: words.unreadHeading },
        { type: "list", items },
      ];
}
