import { isDescriptionUseful, labelsOf } from "#core/answers/assignment.ts";
import type { PortAnswer } from "#core/answers/port.ts";
import { claimNames } from "#core/book/book.ts";
import type { Card, CardNode, Field, Phrase } from "#core/card/card.ts";
import { renderSpokenText } from "#core/card/plain-text.ts";
import type { Messages } from "#core/messages/messages.ts";
import { headline as briefHeadline } from "#core/present/port-lead.ts";
import type { ShownUses } from "#core/present/sections.ts";
import {
  adviceNodes,
  assignmentPhrases,
  claimsBefore,
  commandNodes,
  HERE_MARK,
  historyNodes,
  knownUseNodes,
  reasonNodes,
  STATE_MARKS,
  STATUS,
} from "#core/present/sections.ts";
import { TRANSPORTS } from "#core/registry/port.ts";

/** What a full card is about, and how much of it is written already. */
export interface FullCardContext {
  /** The program that was asked for by name: the number's others are only counted. Null for all of them. */
  readonly software: string | null;
  /** The characters before it. */
  readonly used: number;
}

/** All that is known of a port: what IANA says about it, what runs there, how to check it, and the numbers around it. */
export function presentPort(
  answer: PortAnswer,
  messages: Messages,
  { software, used }: FullCardContext = { software: null, used: 0 },
): Card {
  const card = (described: number) => cardOf(answer, { described, software }, messages);
  const fits = (described: number) => used + renderSpokenText(card(described)).length <= MAX_LENGTH;
  const { body, ...rest } = card(DESCRIBED.find(fits) ?? 0);
  return { ...rest, body: [...claimsBefore(answer.claims, messages.team.book.registry, messages), ...body] };
}

/** The characters of a full card that people read, without the team's claims. */
const MAX_LENGTH = 3000;
/** How many uses and events are described; the others are only named. */
const DESCRIBED = [3, 2, 1] as const;

function cardOf(answer: PortAnswer, shown: ShownUses, messages: Messages): Card {
  return {
    title: messages.brief.title(answer.port, answer.transport, headline(answer, messages)),
    status: STATUS[answer.state],
    body: [
      ...lead(answer, messages),
      ...knownUseNodes(answer, shown, messages),
      ...adviceNodes(isCrowded(shown) ? withoutUses(answer) : answer, messages),
      ...commandNodes(answer, messages),
      ...historyNodes(answer, shown, messages),
      { type: "heading", text: messages.port.around },
      { type: "fields", fields: fields(answer, shown, messages) },
      ...(isCrowded(shown) ? [] : [map(answer, messages)]),
      ...explanation(answer, messages),
    ],
    footnote: messages.brief.footnote(answer.registry),
  };
}

function headline(answer: PortAnswer, messages: Messages): string {
  const known = briefHeadline(answer, messages);
  return answer.claims.length === 0 ? known : messages.brief.claimed(claimNames(answer.claims), known);
}

function lead(answer: PortAnswer, messages: Messages): CardNode[] {
  const { port: words } = messages;
  const said: CardNode =
    answer.assignments.length > 0
      ? { type: "list", items: assignmentPhrases(answer.assignments, words) }
      : { type: "text", content: unassignedText(answer, words) };
  const reports: CardNode[] = answer.unauthorizedUse
    ? [{ type: "text", content: [words.unauthorizedUse(answer.port)] }]
    : [];
  const isUnknown = answer.state === "unassigned" && answer.knownUses.length === 0;
  const unknown: CardNode[] = isUnknown ? [{ type: "text", content: words.nothingKnown }] : [];
  return [said, ...unknown, ...reasonNodes(answer, messages), ...reports];
}

function unassignedText({ port, state, states }: PortAnswer, words: Messages["port"]): Phrase {
  if (port === 0) return words.zero;
  if (TRANSPORTS.every((each) => states[each] === "unassigned")) return [words.nothingAssigned(port)];
  switch (state) {
    case "dynamic":
      return words.dynamic;
    case "reserved":
      return words.reserved(port);
    case "withdrawn":
      return [words.withdrawn(port)];
    case "assigned":
    case "unassigned":
    case "unlisted":
      return [words.noService(port)];
  }
}

/** They are all named above. */
function withoutUses(answer: PortAnswer): PortAnswer {
  return { ...answer, advice: answer.advice.filter(({ reason }) => reason !== "known-use") };
}

/** Where so many share the number, what is around it has no room. */
function isCrowded({ described }: ShownUses): boolean {
  return described === 0;
}

function fields(answer: PortAnswer, shown: ShownUses, { port: words, states }: Messages): Field[] {
  const { labels } = words;
  const found: (Field | null)[] = [
    { label: labels.range, value: words.range(answer.range) },
    sameEverywhere(answer) ? null : { label: labels.states, value: [statesText(answer, states)] },
    answer.block === null ? null : { label: labels.block, value: [words.block(answer.block, answer.block.size)] },
    relativesField(answer, words),
    isCrowded(shown) ? null : neighbourField(answer, "below", words),
    isCrowded(shown) ? null : neighbourField(answer, "above", words),
    { label: labels.registry, value: [words.registry(answer.port)] },
  ];
  return found.filter((field) => field !== null);
}

/** If all transports are alike, the title and the first line already say so. */
function sameEverywhere({ states, assignments }: PortAnswer): boolean {
  return new Set(Object.values(states)).size === 1 && assignments.every(({ transport }) => transport === null);
}

/** `tcp assigned · udp reserved · sctp, dccp not listed` */
function statesText({ states }: PortAnswer, words: Messages["states"]): string {
  const byState = Map.groupBy(TRANSPORTS, (each) => states[each]);
  return [...byState].map(([state, transports]) => `${transports.join(", ")} ${words[state]}`).join(" · ");
}

/** The same service's other numbers. */
function relativesField({ relatives }: PortAnswer, words: Messages["port"]): Field | null {
  if (relatives.length === 0) return null;
  const text = relatives.map(({ port, what }) => words.relative(port, what));
  return { label: words.labels.relatives, value: [text.join(" · ")] };
}

/** Left out for dynamic ports: the last assigned number may be 16,000 away and irrelevant. */
function neighbourField(answer: PortAnswer, side: "below" | "above", words: Messages["port"]): Field | null {
  const near = answer.nearby[side];
  if (answer.range.name === "dynamic" || near.length === 0) return null;
  const text = near.map(({ port, assignments, distance }, at) => {
    const described = at === 0 && answer.state === "unassigned" ? assignments.find(isDescriptionUseful) : undefined;
    return words.neighbour(port, labelsOf(assignments), side, distance, described?.description ?? null);
  });
  return { label: words.labels[side], value: [text.join(" · ")] };
}

function map({ port, around }: PortAnswer, { port: { map: words } }: Messages): CardNode {
  const cells = around.states.map((state, at) => (around.first + at === port ? HERE_MARK : STATE_MARKS[state]));
  return {
    type: "code",
    label: words.label,
    language: "text",
    code: words.strip(around.first, cells.join(""), around.last),
  };
}

function explanation({ state, block, range }: PortAnswer, { port: words }: Messages): CardNode[] {
  if (state === "dynamic") return [{ type: "text", content: words.dynamicDefaults }];
  if (block === null) return [];
  const why: CardNode = { type: "text", content: words.whyUnassigned };
  return range.name === "system" ? [why, { type: "text", content: words.oldRange }] : [why];
}
