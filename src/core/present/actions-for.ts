import type { Answer } from "#core/answers/answer.ts";
import { SYSTEMS } from "#core/answers/commands.ts";
import type { AnswerWith } from "#core/answers/kinds.ts";
import { hasTrait, isForAskerOnly, traitsOf } from "#core/answers/kinds.ts";
import type { PortAnswer } from "#core/answers/port.ts";
import { assertNever } from "#core/card/card.ts";
import { distinct } from "#core/collections.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { Action, SystemAction } from "#core/present/action.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { isQueryWith } from "#core/query/kinds.ts";
import type { InvalidInput, Query } from "#core/query/query.ts";
import { MOODS } from "#core/query/query.ts";

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
  const links = hasTrait(answer, "hasLinks", true) ? linkActions(answer, messages) : [];
  const shared = query === null || !isPrivate ? null : sharedQuery(query, answer);
  const share: Action[] = shared === null ? [] : [{ type: "share", label: words.share, query: shared }];
  const own = isAskerKnown && hasTrait(answer, "hasOwnActions", true) ? ownActions(answer, messages) : [];
  return [...links, ...share, ...own, { type: "dismiss", label: words.dismiss }];
}

/** Buttons for other queries, and a port's menu of systems. */
function linkActions(answer: AnswerWith<"hasLinks", true>, messages: Messages): Action[] {
  const { actions: words } = messages;
  const ask = (query: string, label = words.ask(query)): Action => ({ type: "ask", label, query });
  switch (answer.kind) {
    case "port": {
      const [below] = answer.nearby.below;
      const [above] = answer.nearby.above;
      return [
        ...(below === undefined ? [] : [ask(`${below.port}`, words.previous(below.port))]),
        ...(above === undefined ? [] : [ask(`${above.port}`, words.next(above.port))]),
        ...systemMenu(answer, messages),
      ];
    }
    case "service": {
      const exact = answer.matches.filter((match) => match.exact);
      const ports = distinct(exact.flatMap(({ port }) => port ?? [])).slice(0, MAX_SUGGESTED);
      const suggested = answer.suggestions.slice(0, MAX_SUGGESTED).map((name) => ask(name, name));
      return ports.length === 0 ? suggested : ports.map((port) => ask(`${port}`, words.port(port)));
    }
    case "invalid":
      return suggestedAction(answer, messages);
    case "free":
      return answer.ports.slice(0, MAX_SUGGESTED).map(({ port }) => ask(`${port}`, words.port(port)));
    default:
      return assertNever(answer);
  }
}

const MAX_SUGGESTED = 3;

function systemMenu({ commands, port, transport }: PortAnswer, { actions: words }: Messages): SystemAction[] {
  const [first] = commands;
  if (first === undefined) return [];
  const systems = SYSTEMS.filter((system) => commands.some((each) => each.system === system));
  const options = systems.map((system) => ({ system, label: words.systems[system] }));
  const query = formatQuery({ kind: "port", port, transport });
  return [{ type: "system", label: words.system, query, options, chosen: first.system }];
}

/** Buttons for known askers: claim, feedback, settings, undo. */
function ownActions(answer: AnswerWith<"hasOwnActions", true>, { actions: words }: Messages): Action[] {
  switch (answer.kind) {
    case "port": {
      const moods = MOODS.map((mood): Action => {
        const query = formatQuery({ kind: "feedback", port: answer.port, mood, comment: "" });
        return { type: "mood", label: words.moods[mood], query };
      });
      const isFree = answer.claims.length === 0 && answer.state !== "assigned" && answer.port !== 0;
      const claim: Action = { type: "form", label: words.claim, form: { form: "claim", port: answer.port } };
      return isFree ? [claim, ...moods] : moods;
    }
    case "feedback":
      return answer.mood === "happy" || answer.comment !== ""
        ? []
        : [{ type: "form", label: words.wrong, form: { form: "feedback", port: answer.port, mood: answer.mood } }];
    case "settings":
    case "set":
      return [{ type: "form", label: words.settings, form: { form: "settings" } }];
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

/** A button for the suggested query. Suggestions that would change something are only shown as text. */
function suggestedAction({ suggested, suggestion }: InvalidInput, { actions: words }: Messages): Action[] {
  if (suggested.kind === "claim")
    return [{ type: "form", label: words.claim, form: { form: "claim", port: suggested.span.first } }];
  if (isQueryWith(suggested, "isChange")) return [];
  return [{ type: "ask", label: words.ask(suggestion), query: suggestion }];
}
