import type { Assignment, NamedAssignment, PortAnswer } from "#core/answers/port.ts";
import type { Card, CardNode, Field, Phrase, Status } from "#core/card/card.ts";
import { joinPhrases } from "#core/card/phrase.ts";
import type { Messages } from "#core/messages/messages.ts";
import { TRANSPORTS } from "#core/registry/port.ts";
import { rfcNumber, rfcUrl } from "#core/registry/reference.ts";
import type { State } from "#core/registry/registry.ts";

export function presentPort(answer: PortAnswer, messages: Messages): Card {
  const words = messages.port;
  const state = headlineState(answer);
  return {
    title: words.title(answer.port, answer.transport, headline(answer, state, messages)),
    status: STATUS[state],
    body: [
      ...lead(answer, state, messages),
      { type: "fields", fields: fields(answer, messages) },
      ...listening(answer, messages),
    ],
    footnote: messages.footnote(answer.registry),
  };
}

const STATUS: Record<State, Status> = {
  assigned: "assigned",
  unassigned: "unassigned",
  reserved: "reserved",
  withdrawn: "reserved",
  unlisted: "reserved",
  dynamic: "dynamic",
};

/** The state a title gives: of the asked transport, else the one that matters most over all of them. */
function headlineState({ transport, states }: PortAnswer): State {
  if (transport !== null) return states[transport];
  const order: readonly State[] = ["assigned", "dynamic", "unassigned", "withdrawn", "reserved"];
  const present = new Set(TRANSPORTS.map((each) => states[each]));
  return order.find((state) => present.has(state)) ?? "unlisted";
}

function headline({ transport, assignments }: PortAnswer, state: State, { port: words }: Messages): string {
  if (state !== "assigned") return words.states[state];
  const here = assignments.filter((each) => transport === null || (each.transport ?? transport) === transport);
  return words.assignedTo(namesOf(here));
}

function lead(answer: PortAnswer, state: State, { port: words }: Messages): CardNode[] {
  const nodes: CardNode[] = [];
  if (answer.assignments.length > 0) nodes.push({ type: "list", items: assignmentItems(answer, words) });
  else nodes.push({ type: "text", content: withoutAssignment(answer, state, words) });
  if (answer.unauthorizedUse) nodes.push({ type: "text", content: [words.unauthorizedUse(answer.port)] });
  return nodes;
}

function withoutAssignment({ port, states }: PortAnswer, state: State, words: Messages["port"]): Phrase {
  if (port === 0) return words.zero;
  if (TRANSPORTS.every((each) => states[each] === "unassigned")) return [words.nothingAssigned(port)];
  switch (state) {
    case "dynamic":
      return [words.dynamic];
    case "reserved":
      return [words.reserved(port)];
    case "withdrawn":
      return [words.withdrawn(port)];
    case "assigned":
    case "unassigned":
    case "unlisted":
      return [words.noService(port)];
  }
}

/** One item for each assignment; rows that differ in nothing but the transport share one. */
function assignmentItems({ assignments }: PortAnswer, words: Messages["port"]): Phrase[] {
  const groups = Map.groupBy(assignments, (each) => JSON.stringify({ ...each, transport: null, aliasOf: null }));
  return [...groups.values()].map((rows) => {
    const [first] = rows;
    if (first === undefined) return [];
    const transports = rows.map((row) => row.transport ?? words.transportNotStated).join(", ");
    const about = saysMore(first) ? ` — ${first.description}` : "";
    const details = detailPhrases(first, words);
    return [
      `${nameOf(first)} (${transports})${about}`,
      ...(details.length === 0 ? [] : [" · "]),
      ...joinPhrases(details, " · "),
    ];
  });
}

function saysMore({ serviceName, description }: Assignment): boolean {
  return description !== "" && serviceName !== null && description.toLowerCase() !== serviceName.toLowerCase();
}

function detailPhrases(row: Assignment, words: Messages["port"]): Phrase[] {
  const facts = [
    row.span.first === row.span.last ? null : words.spanAssigned(row.span),
    row.recordsUnassignedUse ? words.unassignedUse : null,
    row.aliasOf === null ? null : words.aliasOf(row.aliasOf),
    row.replaces === null ? null : words.replaces(row.replaces),
    row.registered === null ? null : words.registered(row.registered),
    row.modified === null ? null : words.modified(row.modified),
    row.serviceCode === null ? null : words.serviceCode(row.serviceCode),
  ].filter((fact) => fact !== null);
  return [...row.references.map(referencePhrase), ...facts.map((fact) => [fact])];
}

function referencePhrase(reference: string): Phrase {
  const rfc = rfcNumber(reference);
  return rfc === null ? [reference] : [{ text: reference.replace(/^RFC/, "RFC "), url: rfcUrl(rfc) }];
}

function listening({ commands }: PortAnswer, { port: { listening: words } }: Messages): CardNode[] {
  if (commands.length === 0) return [];
  return [
    { type: "heading", text: words.heading },
    ...commands.map(
      ({ system, label, language, command }): CardNode => ({
        type: "code",
        label: words.system(system, label),
        language,
        code: command,
      }),
    ),
    { type: "text", content: [words.conclusion] },
  ];
}

function fields(answer: PortAnswer, messages: Messages): Field[] {
  const { port: words } = messages;
  const { labels } = words;
  const found: (Field | null)[] = [
    { label: labels.range, value: words.range(answer.range) },
    sameEverywhere(answer) ? null : { label: labels.states, value: [statesText(answer, words)] },
    answer.block === null ? null : { label: labels.block, value: [words.block(answer.block, answer.block.size)] },
    neighbourField(answer, "below", messages),
    neighbourField(answer, "above", messages),
  ];
  return found.filter((field) => field !== null);
}

/** Where every transport is alike, the title and the first line have said it. */
function sameEverywhere({ states, assignments }: PortAnswer): boolean {
  return new Set(Object.values(states)).size === 1 && assignments.every(({ transport }) => transport === null);
}

/** `tcp assigned · udp reserved · sctp, dccp no row in the registry` */
function statesText({ states }: PortAnswer, words: Messages["port"]): string {
  const byState = Map.groupBy(TRANSPORTS, (each) => states[each]);
  return [...byState].map(([state, transports]) => `${transports.join(", ")} ${words.states[state]}`).join(" · ");
}

/** Nothing is near a dynamic port: the last assigned number may be 16,000 away and says nothing about it. */
function neighbourField(answer: PortAnswer, side: "below" | "above", { port: words }: Messages): Field | null {
  const near = answer.nearby[side];
  if (answer.range.name === "dynamic" || near.length === 0) return null;
  const text = near.map(({ port, distance, assignments }) =>
    words.neighbour(port, namesOf(assignments), side, distance),
  );
  return { label: words.labels[side], value: [text.join(" · ")] };
}

/** The names in use: a historic alias only where there is nothing else. */
function namesOf(assignments: readonly NamedAssignment[]): string[] {
  const current = assignments.filter(({ aliasOf }) => aliasOf === null);
  return [...new Set((current.length > 0 ? current : assignments).map(nameOf))];
}

function nameOf({ serviceName, description }: NamedAssignment): string {
  return serviceName ?? description;
}
