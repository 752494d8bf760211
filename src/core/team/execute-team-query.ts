import { findClaims } from "#core/book/book.ts";
import { clashesOf } from "#core/book/clashes.ts";
import { writeBookText } from "#core/book/formats.ts";
import { importBook } from "#core/book/import-book.ts";
import { readBook } from "#core/book/read-book.ts";
import type { BookContext } from "#core/book/write-book.ts";
import { enterClaims, holdersOf, readChanges, release, undo } from "#core/book/write-book.ts";
import { assertNever } from "#core/card/card.ts";
import type { Clock, Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { formatQuery } from "#core/query/format-query.ts";
import type { ClaimQuery, SetQuery, TeamQuery } from "#core/query/query.ts";
import { spansOverlap, TRANSPORTS } from "#core/registry/port.ts";
import type { Asker } from "#core/team/asker.ts";
import type { Feedback } from "#core/team/feedback.ts";
import { saveFeedback } from "#core/team/feedback.ts";
import { forgetPerson } from "#core/team/forget.ts";
import { personPrefix, teamPrefix } from "#core/team/keys.ts";
import { saveSettings } from "#core/team/stored-settings.ts";
import type { Team } from "#core/team/team.ts";
import type { TeamAnswer } from "#core/team/team-answer.ts";
import type { TeamReader } from "#core/team/team-reader.ts";

/** What carrying out needs of the outside. */
export interface TeamServices {
  readonly store: Store;
  readonly clock: Clock;
  readonly reader: TeamReader;
  /** Told of every feedback once it is kept. */
  readonly onFeedback: (feedback: Feedback) => void;
}

/** Does what a query about the team's and the person's own things asks for. Rejects with nothing but bugs. */
export async function executeTeamQuery(
  query: TeamQuery,
  { asker, team }: { readonly asker: Asker | null; readonly team: Team },
  knowledge: Knowledge,
  keeping: TeamServices,
): Promise<TeamAnswer> {
  if (asker === null) return { kind: "refused", reason: "nobody" };
  try {
    return await execute(query, { ...keeping, asker, team }, knowledge);
  } catch (error) {
    if (error instanceof StoreUnavailable) return { kind: "refused", reason: "away" };
    throw error;
  }
}

/** Everything at hand; `team` is what was kept for the asker when they asked, without the book. */
type TeamContext = TeamServices & BookContext & { readonly team: Team };

async function execute(query: TeamQuery, doing: TeamContext, knowledge: Knowledge): Promise<TeamAnswer> {
  const { asker, store, clock } = doing;
  switch (query.kind) {
    case "claim":
      return claim(query, doing, knowledge);
    case "release": {
      const released = await release(query, doing);
      if (released.done) return { kind: "released", claims: released.change.removed, change: released.change.id };
      const { reason, claims } = released;
      return { kind: "not-released", reason, claims, query: formatQuery(query) };
    }
    case "book": {
      const book = await readBook(asker.team, store);
      return { kind: "book", text: query.text, claims: findClaims(book, query.text), total: book.claims.length };
    }
    case "export": {
      const claims = findClaims(await readBook(asker.team, store), query.text);
      return {
        kind: "exported",
        format: query.format,
        count: claims.length,
        text: writeBookText(claims, query.format),
      };
    }
    case "import":
      return importBook(query, doing);
    case "changes": {
      const { span: about } = query;
      const changes = (await readChanges(asker.team, store)).toReversed();
      const found = changes.filter(({ added, removed }) =>
        [...added, ...removed].some(({ span }) => about === null || spansOverlap(span, about)),
      );
      return { kind: "changes", span: about, changes: found };
    }
    case "undo": {
      const undone = await undo(query.change, doing);
      if (undone.done) return { kind: "undone", change: undone.change };
      return { kind: "not-undone", reason: undone.reason };
    }
    case "settings": {
      const { own, shared, away } = doing.team;
      return away ? { kind: "refused", reason: "away" } : { kind: "settings", own, shared };
    }
    case "set":
      return set(query, doing);
    case "feedback":
      doing.onFeedback(await saveFeedback(query, clock.now(), asker, store));
      return query;
    case "forget":
      return { kind: "forgotten", ...(await forgetPerson(asker.person, store, clock)) };
    default:
      return assertNever(query);
  }
}

async function claim(query: ClaimQuery, doing: TeamContext, knowledge: Knowledge): Promise<TeamAnswer> {
  const written = await enterClaims([query], doing);
  if (!written.done) {
    const { span, transport, name, description, owner } = query;
    return { kind: "taken", wanted: { span, transport, name, description, owner }, holders: written.holders };
  }
  const { added, removed, id } = written.change;
  const [made] = added;
  if (made === undefined) throw new Error("A claim was made and is not there.");
  const onAny = TRANSPORTS.map((transport) => ({ span: query.span, transport }));
  // The claim is made: that the store has gone since must not make it look as if it was not.
  const there = await holdersOf(onAny, doing.asker.team, doing.store).catch(() => []);
  const beside = there.filter((other) => other.id !== made.id);
  return {
    kind: "claimed",
    claim: made,
    replaced: removed,
    clashes: clashesOf(query.span, knowledge),
    beside,
    registry: knowledge.registry.source,
    change: id,
  };
}

async function set({ scope, changes }: SetQuery, { asker, store }: TeamContext): Promise<TeamAnswer> {
  if (scope === "team" && !(await asker.isAdmin())) return { kind: "refused", reason: "admins-only" };
  await saveSettings(scope === "team" ? teamPrefix(asker.team) : personPrefix(asker.person), changes, store);
  return { kind: "set", scope, changes };
}
