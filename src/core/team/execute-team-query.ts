import { claimsIn, findClaims } from "#core/book/book.ts";
import type { BookReader } from "#core/book/book-reader.ts";
import type { BookChange } from "#core/book/change.ts";
import type { Claim } from "#core/book/claim.ts";
import { clashesOf } from "#core/book/clashes.ts";
import { writeBookText } from "#core/book/formats.ts";
import { importBook } from "#core/book/import-book.ts";
import type { BookLimits } from "#core/book/limits.ts";
import { changePages } from "#core/book/read-book.ts";
import type { BookContext } from "#core/book/write-book.ts";
import { addClaims, release, undo } from "#core/book/write-book.ts";
import { assertNever } from "#core/card/card.ts";
import type { Clock, Scheduler, Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import type { Knowledge } from "#core/knowledge.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { awaitsText, isQueryWith } from "#core/query/kinds.ts";
import type { ClaimQuery, ReleaseQuery, SetQuery, TeamQuery } from "#core/query/query.ts";
import type { PortSpan } from "#core/registry/port.ts";
import { spansOverlap } from "#core/registry/port.ts";
import { finishInTurns } from "#core/steps.ts";
import { actOf, refusalOf } from "#core/team/access.ts";
import type { Asker } from "#core/team/asker.ts";
import { isChannelId } from "#core/team/asker.ts";
import type { AuditEntry } from "#core/team/audit.ts";
import { auditEntry } from "#core/team/audit.ts";
import type { Feedback } from "#core/team/feedback.ts";
import { saveFeedback } from "#core/team/feedback.ts";
import { isFirstRequest } from "#core/team/first-request.ts";
import { forgetPerson } from "#core/team/forget.ts";
import { personPrefix, teamPrefix } from "#core/team/keys.ts";
import { saveSettings } from "#core/team/stored-settings.ts";
import type { Team } from "#core/team/team.ts";
import type { ChangesAnswer, TeamAnswer } from "#core/team/team-answer.ts";
import type { TeamReader } from "#core/team/team-reader.ts";
import { addWatch, listWatches, removeWatch } from "#core/watch/execute-watch.ts";

/** The services team queries use. */
export interface TeamServices {
  readonly store: Store;
  readonly clock: Clock;
  readonly scheduler: Scheduler;
  readonly reader: TeamReader;
  readonly books: BookReader;
  readonly limits: BookLimits;
  /** Called with each change of a team's data, export and refusal. */
  readonly audit: (entry: AuditEntry) => void;
  /** Called with each feedback after it is stored. */
  readonly onFeedback: (feedback: Feedback, asker: Asker) => void;
}

/** Who asks a team query, and where. */
export interface TeamQuestion {
  readonly asker: Asker | null;
  readonly team: Team;
  /** As in `QuestionContext`. */
  readonly channel?: string | undefined;
  readonly requestId?: string | undefined;
}

/** Executes a team query, for the audit log too. Store failures become an answer; anything else that rejects is a bug. */
export async function executeTeamQuery(
  query: TeamQuery,
  given: TeamQuestion,
  knowledge: Knowledge,
  services: TeamServices,
): Promise<TeamAnswer> {
  const answer = await executeIfAllowed(query, given, knowledge, services);
  const entry = auditEntry(query, answer, given.asker);
  if (entry !== null) services.audit(entry);
  return answer;
}

async function executeIfAllowed(
  query: TeamQuery,
  { asker, team, channel, requestId }: TeamQuestion,
  knowledge: Knowledge,
  services: TeamServices,
): Promise<TeamAnswer> {
  const command = formatQuery(query.kind === "import" ? { ...query, text: "" } : query);
  const refusal = await refusalOf(actOf(query), command, { asker, team });
  if (refusal !== null) return refusal;
  if (asker === null) throw new Error("Everything is refused without an asker.");
  try {
    if (
      isQueryWith(query, "isChange") &&
      !awaitsText(query) &&
      requestId !== undefined &&
      !(await isFirstRequest(requestId, services.store))
    ) {
      return { kind: "refused", reason: "repeated-request", query: command };
    }
    return await execute(query, { ...services, asker, team, channel }, knowledge);
  } catch (error) {
    if (error instanceof StoreUnavailable) return { kind: "refused", reason: "store-unavailable", query: command };
    throw error;
  }
}

/** `team` is the asker's stored data when they asked, without the book. */
type TeamContext = TeamServices & BookContext & Pick<TeamQuestion, "team" | "channel">;

async function execute(query: TeamQuery, context: TeamContext, knowledge: Knowledge): Promise<TeamAnswer> {
  const { asker, store, books, clock, scheduler, team, onFeedback } = context;
  switch (query.kind) {
    case "claim":
      return executeClaim(query, context, knowledge);
    case "release":
      return executeRelease(query, context);
    case "book": {
      const book = await books.read(asker.team);
      return { kind: "book", text: query.text, claims: findClaims(book, query.text), total: book.claims.length };
    }
    case "export": {
      const { format } = query;
      const claims = findClaims(await books.read(asker.team), query.text);
      const text = await finishInTurns(writeBookText(claims, format), scheduler);
      return { kind: "exported", format, count: claims.length, text };
    }
    case "import":
      return importBook(query, context);
    case "changes":
      return { kind: "changes", span: query.span, ...(await latestChanges(query.span, context)) };
    case "undo": {
      const undone = await undo(query.change, context);
      if ("limited" in undone) return undone.limited;
      return undone.done ? { kind: "undone", change: undone.change } : { kind: "not-undone", reason: undone.reason };
    }
    case "settings":
      if (team.isStoreUnavailable) throw new StoreUnavailable();
      return { kind: "settings", own: team.own, shared: team.shared };
    case "set":
      return executeSet(query, context);
    case "feedback":
      onFeedback(await saveFeedback(query, clock.now(), asker, store), asker);
      return query;
    case "watch":
    case "unwatch":
    case "watches":
      return executeWatch(query, context, knowledge);
    case "forget":
      return { kind: "forgotten", ...(await forgetPerson(asker.person, store, clock)) };
    default:
      return assertNever(query);
  }
}

async function executeClaim(query: ClaimQuery, context: TeamContext, knowledge: Knowledge): Promise<TeamAnswer> {
  const result = await addClaims([query], context);
  if ("limited" in result) return result.limited;
  if (!result.done) {
    const { span, transport, name, description, owner } = query;
    return { kind: "taken", wanted: { span, transport, name, description, owner }, holders: result.holders };
  }
  const { added, removed, id } = result.change;
  const [claim] = added;
  if (claim === undefined) throw new Error("The change contains no claim.");
  return {
    kind: "claimed",
    claim,
    replaced: removed,
    clashes: clashesOf(query.span, knowledge),
    beside: claimsIn(result.before, query.span).filter((other) => !removed.includes(other)),
    registry: knowledge.registry.source,
    change: id,
  };
}

async function executeRelease(query: ReleaseQuery, context: TeamContext): Promise<TeamAnswer> {
  const released = await release(query, context);
  if ("limited" in released) return released.limited;
  if (released.done) return { kind: "released", claims: released.change.removed, change: released.change.id };
  return { kind: "not-released", reason: released.reason, claims: released.claims, query: formatQuery(query) };
}

/** How many changes one answer has. */
const MAX_LISTED = 15;

/** The latest changes of a book, optionally of some numbers only, newest first. */
async function latestChanges(
  span: PortSpan | null,
  { asker, store }: TeamContext,
): Promise<Pick<ChangesAnswer, "changes" | "hasMore">> {
  const isAbout = (claim: Claim) => span === null || spansOverlap(claim.span, span);
  const found: BookChange[] = [];
  for await (const page of changePages(asker.team, store, { reverse: true })) {
    found.push(...page.filter(({ added, removed }) => [...added, ...removed].some(isAbout)));
    if (found.length > MAX_LISTED) break;
  }
  return { changes: found.slice(0, MAX_LISTED), hasMore: found.length > MAX_LISTED };
}

/** Watches belong to the channel they were made in. */
async function executeWatch(
  query: Extract<TeamQuery, { kind: "watch" | "unwatch" | "watches" }>,
  { asker, channel = "", store }: TeamContext,
  knowledge: Knowledge,
): Promise<TeamAnswer> {
  if (!isChannelId(channel)) return { kind: "refused", reason: "no-channel", query: formatQuery(query) };
  const place = { team: asker.team, channel };
  switch (query.kind) {
    case "watch":
      return addWatch(query, place, knowledge, store);
    case "unwatch":
      return removeWatch(query, place, knowledge, store);
    case "watches":
      return listWatches(place, knowledge, store);
    default:
      return assertNever(query);
  }
}

async function executeSet({ scope, changes }: SetQuery, { asker, store }: TeamContext): Promise<TeamAnswer> {
  await saveSettings(scope === "team" ? teamPrefix(asker.team) : personPrefix(asker.person), changes, store);
  return { kind: "set", scope, changes };
}
