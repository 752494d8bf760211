import type { ExplainAnswer, ExplainedListener } from "#core/answers/explain.ts";
import { deservesLook } from "#core/answers/explain.ts";
import type { Flag } from "#core/answers/explain-flag.ts";
import type { Card, CardNode, Phrase } from "#core/card/card.ts";
import { joinPhrases, phraseText } from "#core/card/card.ts";
import { shorten } from "#core/card/fit.ts";
import type { Messages } from "#core/messages/messages.ts";

/** How many listeners a card lists; the rest are counted. */
const MAX_SHOWN = 200;
/** Longer lists are split into several nodes, because targets limit a node's length. */
const MAX_LIST_LENGTH = 2500;
const MAX_UNREAD_SHOWN = 3;
const MAX_UNREAD_LENGTH = 60;

/**
 * Listeners that deserve a look, then notes, then the rest, one line each; then what was not understood.
 * @param limit how many listeners to list
 */
export function presentExplain(answer: ExplainAnswer, messages: Messages, limit = MAX_SHOWN): Card {
  const { explain: words } = messages;
  const shown = answer.listeners.slice(0, limit);
  const look = shown.filter(deservesLook);
  const notes = shown.filter((each) => !deservesLook(each) && each.flags.length > 0);
  const hasHosts = new Set(answer.listeners.map(({ host }) => host)).size > 1;
  const rest = shown.filter(({ flags }) => flags.length === 0);
  const all = answer.listeners.length + answer.listenersLeftOut;
  const title = () => words.title(all, answer.listeners.filter(deservesLook).length, isPartial(answer));
  return {
    title: answer.isEmpty ? words.askTitle : title(),
    status: answer.listeners.length === 0 && !answer.isEmpty ? "problem" : "information",
    body: [
      ...lead(answer, look.length, words),
      ...listSection(words.look, look, hasHosts, messages),
      ...listSection(words.notes, notes, hasHosts, messages),
      ...listSection(look.length + notes.length > 0 ? words.rest : null, rest, hasHosts, messages),
      ...readingNotes(answer, limit, words),
    ],
    footnote: answer.listeners.length === 0 ? "" : messages.brief.footnote(answer.registry),
  };
}

function lead(answer: ExplainAnswer, look: number, words: Messages["explain"]): CardNode[] {
  if (answer.isEmpty) return [{ type: "text", content: [words.ask] }];
  if (answer.listeners.length === 0) {
    return [{ type: "text", content: [answer.connections > 0 ? words.onlyConnections : words.nothing] }];
  }
  if (look > 0) return [];
  const { processes, system } = processesIn(answer);
  return [{ type: "text", content: [words.nothingOdd({ isPartial: isPartial(answer), processes, system })] }];
}

/** Whether a part of the paste was not read. */
function isPartial({ notUnderstoodCount, listenersLeftOut, isCut }: ExplainAnswer): boolean {
  return notUnderstoodCount > 0 || listenersLeftOut > 0 || isCut;
}

/** How many of the sockets have a process. Published container ports and scan results never have one. */
function processesIn({ listeners }: ExplainAnswer) {
  const sockets = listeners.filter(
    ({ service, system, process }) => process !== null || (service === null && system !== null && system !== "cluster"),
  );
  const hidden = sockets.filter(({ process }) => process === null);
  const some = hidden.length === 0 ? "all" : hidden.length < sockets.length ? "some" : "none";
  return { processes: sockets.length === 0 ? "irrelevant" : some, system: hidden[0]?.system ?? null } as const;
}

function listSection(
  heading: string | null,
  listeners: readonly ExplainedListener[],
  hasHosts: boolean,
  messages: Messages,
): CardNode[] {
  if (listeners.length === 0) return [];
  const items = groupRuns(listeners).map((run) => item(run, hasHosts, messages));
  const parts: Phrase[][] = [[]];
  let room = MAX_LIST_LENGTH;
  for (const each of items) {
    const length = phraseText(each).length;
    if (length > room && parts.at(-1)?.length !== 0) {
      parts.push([]);
      room = MAX_LIST_LENGTH;
    }
    parts.at(-1)?.push(each);
    room -= length;
  }
  const nodes = parts.map((part): CardNode => ({ type: "list", items: part }));
  return heading === null ? nodes : [{ type: "heading", text: heading }, ...nodes];
}

/** Consecutive ports that are otherwise equal, as in a mapped range, share one line. */
interface Run {
  readonly first: ExplainedListener;
  readonly last: ExplainedListener;
}

function groupRuns(listeners: readonly ExplainedListener[]): readonly Run[] {
  const runs: Run[] = [];
  for (const listener of listeners) {
    const run = runs.at(-1);
    if (run !== undefined && continues(run.last, listener)) runs[runs.length - 1] = { ...run, last: listener };
    else runs.push({ first: listener, last: listener });
  }
  return runs;
}

function continues(one: ExplainedListener, next: ExplainedListener): boolean {
  return next.port === one.port + 1 && next.service !== null && identityWithoutPort(one) === identityWithoutPort(next);
}

function identityWithoutPort({
  transport,
  host,
  address,
  scope,
  process,
  pid,
  service,
  target,
  port,
  claims,
  flags,
  knownUses,
}: ExplainedListener) {
  const shift = target === null ? null : target - port;
  return JSON.stringify([transport, host, address, scope, process, pid, service, shift, claims, flags, knownUses]);
}

/** `2375 tcp · every address (0.0.0.0) · dockerd (pid 812) · IANA: docker — why, and what to check.` */
function item({ first, last }: Run, hasHosts: boolean, { explain: words, states }: Messages): Phrase {
  const isRun = first !== last;
  const { assigned, claims, knownUses, scope, address, service, target, host } = first;
  const parts = [
    words.port({ first: first.port, last: last.port }, first.transport),
    hasHosts ? host : null,
    words.where(words.scopes[scope], scope === "loopback" || scope === "every" ? null : address),
    service ?? processText(first, words),
    claims.length > 0 ? words.claimed(claims) : null,
    isRun ? null : assigned.length > 0 ? words.assigned(assigned) : words.state(states[first.state]),
    knownUses.length > 0 ? words.uses(knownUses) : null,
    // Last, because everything before it describes the published port.
    target === null || target === first.port ? null : words.target(target),
  ].filter((part) => part !== null);
  const flags = first.flags.map((each: Flag) => words.flag(each, first));
  return flags.length === 0 ? [parts.join(" · ")] : [`${parts.join(" · ")} — `, ...joinPhrases(flags, " — ")];
}

function processText({ process, pid }: ExplainedListener, words: Messages["explain"]): string {
  if (process !== null) return words.process(process, pid);
  return pid === null ? words.noProcess : words.pid(pid);
}

function readingNotes(answer: ExplainAnswer, limit: number, words: Messages["explain"]): CardNode[] {
  const hidden = answer.listeners.length - limit;
  const parts = [
    hidden > 0 ? words.more(hidden) : null,
    answer.listenersLeftOut > 0 ? words.leftOut(answer.listenersLeftOut) : null,
    answer.connections > 0 && answer.listeners.length > 0 ? words.connections(answer.connections) : null,
    answer.isCut ? words.cut : null,
  ].filter((part) => part !== null);
  const nodes: CardNode[] = parts.length === 0 ? [] : [{ type: "text", content: [parts.join(" ")] }];
  if (answer.notUnderstoodCount > 0) nodes.push({ type: "text", content: [unread(answer, words)] });
  return answer.isEmpty ? nodes : [...nodes, { type: "text", content: [words.notStored] }];
}

function unread({ notUnderstood, notUnderstoodCount }: ExplainAnswer, words: Messages["explain"]): string {
  const shown = notUnderstood
    .slice(0, MAX_UNREAD_SHOWN)
    .map(({ line, text }) => words.unread(line, shorten(text, MAX_UNREAD_LENGTH)));
  const left = notUnderstoodCount - shown.length;
  const more = left > 0 ? [words.unreadMore(left)] : [];
  return `${words.notUnderstood(notUnderstoodCount)} · ${[...shown, ...more].join(" · ")}`;
}
