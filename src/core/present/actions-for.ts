import type { Answer } from "#core/answers/answer.ts";
import type { AnswerWith } from "#core/answers/kinds.ts";
import { hasTrait, isForAskerOnly, traitsOf } from "#core/answers/kinds.ts";
import type { PortAnswer } from "#core/answers/port.ts";
import { briefPortOf } from "#core/answers/service.ts";
import { assertNever } from "#core/card/card.ts";
import { distinct } from "#core/collections.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { Action } from "#core/present/action.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { isQueryWith } from "#core/query/kinds.ts";
import type { InvalidInput, ListItemQuery, Query } from "#core/query/query.ts";
import { eachQuery, RULE_FORMATS } from "#core/query/query.ts";

/** What a card's actions depend on besides its answer. */
export interface ActionContext {
  /** Null if the text could not be parsed. */
  readonly query: Query | null;
  readonly isPrivate: boolean;
  /** Whether the asker is known, so that data can be stored for them. */
  readonly isAskerKnown: boolean;
}

/** The actions for an answer's card, in order. */
export function actionsFor(
  answer: Answer,
  { query, isPrivate, isAskerKnown }: ActionContext,
  messages: Messages,
): readonly Action[] {
  const { actions: words } = messages;
  const links = hasTrait(answer, "hasLinks", true) ? linkActions(answer, isAskerKnown, messages) : [];
  const shared = query === null || !isPrivate ? null : sharedQuery(query, answer);
  const share: Action[] = shared === null ? [] : [{ type: "share", label: words.share, query: shared }];
  const own = isAskerKnown && hasTrait(answer, "hasOwnActions", true) ? ownActions(answer, messages) : [];
  const rest: Action[] = [...own, { type: "dismiss", label: words.dismiss }];
  // A brief card has one row of controls; its full card has them all.
  const isBrief =
    answer.kind === "port" || answer.kind === "port-set" || (answer.kind === "service" && briefPortOf(answer) !== null);
  return [
    ...links.filter(({ type }) => type !== "system"),
    ...share,
    ...links.filter(({ type }) => type === "system"),
    ...(isBrief ? rest.map((action): Action => ({ ...action, isSecondary: true })) : rest),
  ];
}

/** Buttons for other queries, and a port's menu of systems. */
function linkActions(answer: AnswerWith<"hasLinks", true>, isAskerKnown: boolean, messages: Messages): Action[] {
  const { actions: words } = messages;
  const ask = (query: string, label = words.ask(query)): Action => ({ type: "ask", label, query });
  switch (answer.kind) {
    case "port": {
      const [below] = answer.nearby.below;
      const [above] = answer.nearby.above;
      return [
        ...(below === undefined
          ? []
          : [{ type: "ask", query: `${below.port}`, ...words.previous(below.port) } as const]),
        ...(above === undefined ? [] : [{ type: "ask", query: `${above.port}`, ...words.next(above.port) } as const]),
        ...moreAndSystem({ kind: "port", port: answer.port, transport: answer.transport }, answer, messages),
      ];
    }
    case "span":
      return [
        ask(formatQuery({ kind: "more", of: { kind: "span", first: answer.first, last: answer.last } }), words.more),
      ];
    case "port-set": {
      const { name } = answer;
      const [first] = RULE_FORMATS;
      return [
        ask(formatQuery({ kind: "more", of: { kind: "port-set", name } }), words.more),
        { type: "ask", query: formatQuery({ kind: "port-rules", name, format: first }), ...words.rules },
      ];
    }
    case "news":
      return answer.update === null || answer.update.changes.length === 0
        ? []
        : [ask(formatQuery({ kind: "more", of: { kind: "news" } }), words.more)];
    case "port-rules":
      return RULE_FORMATS.filter((format) => format !== answer.format).map((format) =>
        ask(formatQuery({ kind: "port-rules", name: answer.name, format }), messages.portSets.formats[format]),
      );
    case "service": {
      const main = briefPortOf(answer);
      if (main !== null)
        return moreAndSystem({ kind: "service", name: answer.correctedTo ?? answer.name }, main, messages);
      const exact = answer.matches.filter((match) => match.exact);
      const ports = distinct(exact.flatMap(({ port }) => port ?? [])).slice(0, MAX_SUGGESTED);
      const suggested = answer.suggestions.slice(0, MAX_SUGGESTED).map((name) => ask(name, name));
      return ports.length === 0 ? suggested : ports.map((port) => ask(`${port}`, words.port(port)));
    }
    case "in-use":
      return [
        ask(formatQuery(answer.of), words.port(answer.port)),
        ...(answer.free === null ? [] : [ask(`${answer.free}`, words.port(answer.free))]),
        ...systemMenu(formatQuery({ ...answer, kind: "in-use" }), answer.of.check, messages),
      ];
    case "list":
    case "compare":
      return answer.items.slice(0, MAX_LISTED).map((item) => ask(formatQuery(item), formatQuery(item)));
    case "invalid":
      return suggestedActions(answer, messages);
    case "free":
      return isAskerKnown
        ? []
        : answer.ports.slice(0, MAX_SUGGESTED).map(({ port }) => ask(`${port}`, words.port(port)));
    default:
      return assertNever(answer);
  }
}

const MAX_SUGGESTED = 3;
/** One row of buttons on Discord. */
const MAX_LISTED = 4;
/** One row of buttons on Discord. */
const MAX_CLAIM_BUTTONS = 5;

/** The full card, and the same card with the command for another system. */
function moreAndSystem(of: ListItemQuery, port: PortAnswer, messages: Messages): Action[] {
  const more: Action = { type: "ask", label: messages.actions.more, query: formatQuery({ kind: "more", of }) };
  return [more, ...systemMenu(formatQuery(of), port.check, messages)];
}

/** The same card with the command for another system. */
function systemMenu(query: string, check: PortAnswer["check"], { actions: words }: Messages): Action[] {
  if (check === null) return [];
  const options = check.systems.map((system) => ({ system, label: words.systems[system] }));
  return [{ type: "system", label: words.system, query, options, chosen: check.command.system }];
}

/** What a known asker can do: claim, give feedback, change settings, undo. */
function ownActions(answer: AnswerWith<"hasOwnActions", true>, messages: Messages): Action[] {
  const { actions: words } = messages;
  switch (answer.kind) {
    case "more":
      return answer.of.kind === "port" ? ownActions(answer.of, messages) : [];
    case "port": {
      const { port } = answer;
      const praise = formatQuery({ kind: "feedback", port, mood: "happy", comment: "" });
      const feedback: Action[] = [
        // What is wrong takes words, so the form opens at once.
        { type: "form", label: words.moods.sad, form: { form: "feedback", port, mood: "sad" } },
        { type: "mood", label: words.moods.happy, query: praise },
      ];
      const isFree = answer.claims.length === 0 && answer.state !== "assigned" && answer.port !== 0;
      const claim: Action = { type: "form", label: words.claim, form: { form: "claim", port: answer.port } };
      return isFree ? [claim, ...feedback] : feedback;
    }
    case "free":
      return answer.ports.slice(0, MAX_CLAIM_BUTTONS).map(({ port }): Action => {
        return { type: "form", label: words.claimNumber(port), form: { form: "claim", port } };
      });
    case "feedback":
      return answer.mood === "happy" || answer.comment !== ""
        ? []
        : [{ type: "form", label: words.wrong, form: { form: "feedback", port: answer.port, mood: answer.mood } }];
    case "settings":
    case "set":
      return [{ type: "form", label: words.settings, form: { form: "settings" } }];
    case "watched":
      return [{ type: "ask", label: words.unwatch, query: formatQuery({ kind: "unwatch", subject: answer.subject }) }];
    case "claimed":
    case "released":
      return [{ type: "ask", label: words.undo, query: formatQuery({ kind: "undo", change: answer.change }) }];
    default:
      return assertNever(answer);
  }
}

/** The query to share, which has the same answer for everybody; null if sharing makes no sense. */
function sharedQuery(query: Query, answer: Answer): string | null {
  if (!traitsOf(answer).isRepeatable || isForAskerOnly(answer)) return null;
  // Asking `random` again would pick another port.
  if (query.kind === "random") return answer.kind === "port" ? `${answer.port}` : null;
  return formatQuery(query);
}

/** A button for each suggested query. Suggestions that would change something are only shown as text. */
function suggestedActions({ suggested }: InvalidInput, { actions: words }: Messages): Action[] {
  if (suggested.kind === "claim")
    return [{ type: "form", label: words.claim, form: { form: "claim", port: suggested.span.first } }];
  if (isQueryWith(suggested, "isChange")) return [];
  return eachQuery(suggested)
    .map(formatQuery)
    .map((query) => ({ type: "ask", label: words.ask(query), query }));
}
