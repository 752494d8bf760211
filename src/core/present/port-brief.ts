import type { Advice } from "#core/answers/advice.ts";
import { labelsOf } from "#core/answers/assignment.ts";
import type { PortAnswer } from "#core/answers/port.ts";
import { claimNames } from "#core/book/book.ts";
import type { Claim } from "#core/book/claim.ts";
import type { Card, CardNode, Field, Phrase } from "#core/card/card.ts";
import { joinPhrases } from "#core/card/card.ts";
import { shorten } from "#core/card/fit.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { NamedAs } from "#core/present/port-lead.ts";
import { headline, lead } from "#core/present/port-lead.ts";
import { STATUS } from "#core/present/sections.ts";
import { onePort, TRANSPORTS } from "#core/registry/port.ts";

/** The card that people see first: what the port is, the one thing that matters, whether to use it, how to check it. */
export function presentPortBrief(answer: PortAnswer, messages: Messages, named: NamedAs | null = null): Card {
  const { brief: words } = messages;
  return {
    title: title(answer, messages, named),
    status: STATUS[answer.state],
    body: [
      ...lead(answer, messages, named),
      { type: "fields", fields: fields(answer, messages, named) },
      ...check(answer, words),
    ],
    footnote: words.footnote(answer.registry),
  };
}

function title(answer: PortAnswer, messages: Messages, named: NamedAs | null): string {
  const { brief: words } = messages;
  const what = headline(answer, messages);
  const claimed = answer.claims.length === 0 ? what : words.claimed(claimNames(answer.claims), what);
  return named === null ? words.title(answer.port, answer.transport, claimed) : named.title;
}

function fields(answer: PortAnswer, messages: Messages, named: NamedAs | null): Field[] {
  const { brief: words, team } = messages;
  const { labels } = words;
  const claims = answer.claims
    .slice(0, CLAIMS)
    .map((claim) => `${claimed(claim, messages)} · ${team.book.entered(claim)}`);
  const place = [
    words.range(answer.range, answer.block),
    ...registered(answer, messages),
    ...(named === null ? nearby(answer, words) : []),
  ];
  const found: (Field | null)[] = [
    ...claims.map((claim) => ({ label: labels.claims, value: [claim] })),
    { label: labels.range, value: [place.join(" · ")] },
    named === null || named.relatives.length === 0
      ? null
      : { label: labels.also, value: [named.relatives.join(" · ")] },
    { label: labels.use, value: advice(answer, named, words) },
  ];
  return found.filter((each) => each !== null);
}

/** A card lists so many claims of one number: one for each transport. */
const CLAIMS = 2;

/** With its numbers, unless they are this one on both transports. */
function claimed(claim: Claim, { team: { book: words } }: Messages): string {
  const isThisAlone = claim.span.first === claim.span.last && claim.transport === null;
  const said = words.claim({ ...claim, description: shorten(claim.description, CLAIM_DESCRIPTION) });
  return isThisAlone ? said : `${words.numbers(claim)} ${said}`;
}

/** Characters. */
const CLAIM_DESCRIPTION = 40;

const SERVICES = 3;

/** `IANA: https (tcp, udp)`, and the transports that are in another state; nothing where nothing is registered. */
function registered(
  { port, assignments, states: byTransport }: PortAnswer,
  { brief: words, states }: Messages,
): string[] {
  const current = assignments.filter(({ aliasOf }) => aliasOf === null);
  const assigned = current.filter(({ isUnassignedUse }) => !isUnassignedUse);
  const rows = assigned.length > 0 ? assigned : current;
  const byName = Map.groupBy(rows, ({ serviceName, description }) => serviceName ?? description);
  const named = [...byName].map(([name, same]) =>
    words.assignment(
      name,
      same.flatMap(({ transport }) => transport ?? []),
      same[0]?.span ?? onePort(port),
    ),
  );
  if (named.length === 0) return [];
  const reserved = TRANSPORTS.filter((transport) => byTransport[transport] === "reserved");
  const rest = named.length > SERVICES ? [words.more(named.length - SERVICES)] : [];
  const others = reserved.length === 0 ? [] : [words.inState(reserved, states.reserved)];
  return [words.registered([...named.slice(0, SERVICES), ...rest, ...others])];
}

/** What is further away says nothing about a number. */
const NEAR = 100;

/** None beside a claim: then it is clear whose number it is. */
function nearby(
  { range, claims, assignments, nearby: { below, above } }: PortAnswer,
  words: Messages["brief"],
): string[] {
  if (range.name === "dynamic" || claims.length > 0) return [];
  const [own] = labelsOf(assignments);
  const near = [below[0], above[0]].filter((each) => each !== undefined).filter(({ distance }) => distance <= NEAR);
  const named = near.map((each) => ({ port: each.port, name: labelsOf(each.assignments)[0] ?? "" }));
  // Neighbours of one span have its name.
  const others = named.filter(({ name }) => name !== own).map(({ port, name }) => words.neighbour(port, name));
  return others.length === 0 ? [] : [words.nearby(others)];
}

/** The verdict, and what else to know in a sentence each. */
function advice(
  { advice: given, range, software, exposure: reach, transport, state }: PortAnswer,
  named: NamedAs | null,
  words: Messages["brief"],
): Phrase {
  const isClaimed = given.some(({ reason }) => reason === "claimed");
  if (reach === "host" && software.length === 1 && !isClaimed) return [words.onlyLocally];
  // The advice is about the number; a transport of it may be reserved where another is assigned.
  const isReserved = transport !== null && state === "reserved";
  const weightiest = isReserved ? ({ level: "no", reason: "reserved" } as const) : given.find(isVerdict);
  const isDynamic = given.some(({ reason }) => reason === "dynamic");
  // What has the number already has to do with neither.
  const isMoot = ({ reason }: Advice) =>
    (isDynamic && reason === "ephemeral") || (state === "assigned" && reason === "blocked-by-browsers");
  const cautions = given.flatMap((each) => (isMoot(each) ? [] : onCommonSystems(each))).map(words.caution);
  const said = [
    weightiest === undefined
      ? []
      : [words.verdict(weightiest, range.name, named?.software == null ? software : [named.software])],
    ...cautions,
  ];
  return joinPhrases(
    said.filter((phrase) => phrase.length > 0),
    " ",
  );
}

/** The full card says what few systems do. */
function onCommonSystems(given: Advice): readonly Advice[] {
  if (given.reason !== "ephemeral") return [given];
  const ranges = given.ranges.filter(({ common }) => common);
  return ranges.length === 0 ? [] : [{ ...given, ranges }];
}

/** A number that IANA may assign one day, and that software uses already, is that software's. */
function isVerdict(given: Advice, _at: number, all: readonly Advice[]): boolean {
  if (given.reason === "may-be-assigned") return !all.some(({ reason }) => reason === "known-use");
  return given.level === "no" || given.reason === "known-use";
}

function check({ check: found }: PortAnswer, words: Messages["brief"]): CardNode[] {
  if (found === null) return [];
  const { system, language, command } = found.command;
  return [{ type: "code", label: words.check(system), language, code: command }];
}
