import type { Answer } from "#core/answers/answer.ts";
import { answer } from "#core/answers/answer.ts";
import { isForAskerOnly } from "#core/answers/kinds.ts";
import { attachmentOf } from "#core/ask/attachment.ts";
import { formFor, refuseForm } from "#core/ask/form-for.ts";
import { hasResult } from "#core/ask/is-answered.ts";
import type { FilesOutcome, ParsedQuestion } from "#core/ask/read-with-files.ts";
import { readWithFiles } from "#core/ask/read-with-files.ts";
import { EMPTY_BOOK } from "#core/book/book.ts";
import type { CardNode } from "#core/card/card.ts";
import type { Ask, Question, Reply, TextQuestion } from "#core/chat-platform.ts";
import type { Cache } from "#core/host.ts";
import { NO_CACHE } from "#core/host.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { Messages } from "#core/messages/messages.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { actionsFor } from "#core/present/actions-for.ts";
import { present } from "#core/present/present.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { isQueryWith, isTeamQuery } from "#core/query/kinds.ts";
import type { InvalidInput, LookupQuery, ParsedQuery } from "#core/query/query.ts";
import { createPortByName } from "#core/registry/port-by-name.ts";
import { readableBy } from "#core/team/access.ts";
import type { Asker } from "#core/team/asker.ts";
import type { TeamServices } from "#core/team/execute-team-query.ts";
import { executeTeamQuery } from "#core/team/execute-team-query.ts";
import { personPrefix } from "#core/team/keys.ts";
import { saveSettings } from "#core/team/stored-settings.ts";
import type { Team } from "#core/team/team.ts";
import { effectiveSettings } from "#core/team/team.ts";

/**
 * Turns a question into its reply; the same for every platform. Caches for look-ups, because during an incident many people
 * ask for the same few ports:
 *
 * @param replies by all that they depend on
 * @param queries by their canonical text, as buttons carry it and most people type it
 */
export function createAsk(
  knowledge: Knowledge,
  services: TeamServices,
  replies: Cache<string, Reply> = NO_CACHE,
  queries: Cache<string, ParsedQuery> = NO_CACHE,
): Ask {
  const readContext = {
    portByName: createPortByName(knowledge.registry),
    parseStructured: knowledge.parseStructured,
    names: knowledge.services,
    // The ports of systems are read when a question may be about them.
    isPortSet: (name: string) => knowledge.software.portSets.has(name),
  };

  async function read(question: TextQuestion): Promise<ParsedQuestion> {
    const { text, manner } = question;
    const known = manner === "command" ? queries.get(text) : undefined;
    if (known !== undefined) return { query: known, files: null };
    const parsed = await readWithFiles(question, readContext);
    const { query } = parsed;
    // Words around a query are not kept.
    if (manner === "command" && cacheableText(query) === text) queries.set(text, query);
    return parsed;
  }

  return async (question) => {
    const parsed: ParsedQuestion = "query" in question ? { query: question.query, files: null } : await read(question);
    const { query, files, notation } = parsed;
    const team = await readableBy(
      question.asker,
      await teamFor(question, isTeamQuery(query) ? "settings" : "all", services),
    );
    const context = contextOf(question, parsed, team);
    const refusal = await refuseForm(query, context, services);
    const reply = isTeamQuery(query)
      ? answerForTeam(await executeTeamQuery(query, { ...question, team }, knowledge, services), context)
      : refusal === null
        ? lookUpFor(query, context)
        : createReply(refusal, context);
    if (notation !== undefined) return withNote(reply, context.messages.invalid.readAs(notation));
    return files === null ? reply : withFilesOutcome(reply, files, context);
  };

  /** What everybody may see, with the port book beside it where not everybody may see that. */
  function lookUpFor(query: LookupQuery | InvalidInput, context: ReplyContext): Reply {
    const whole = lookUp(query, context);
    if (!context.hasOutsiders || whole.isPrivate) return whole;
    const { team, messages } = context;
    const shown = lookUp(query, { ...context, team: { ...team, book: EMPTY_BOOK } });
    const own = withNote(lookUp(query, { ...context, isPublic: false }), messages.team.book.notForOutsiders);
    if (shown.isPrivate) return own;
    // Asked again, it would be about another port.
    const isSame = query.kind === "random" || JSON.stringify(shown.answer) === JSON.stringify(whole.answer);
    return isSame ? shown : { ...shown, beside: own };
  }

  function lookUp(query: LookupQuery | InvalidInput, context: ReplyContext): Reply {
    const { team, messages, isAskerKnown, isPublic, asker } = context;
    const { system } = effectiveSettings(team);
    const make = () =>
      createReply(answer(query, knowledge, { team: asker?.team ?? null, book: team.book, system }), context);
    const text = cacheableText(query);
    if (text === null) return make();
    // A look-up depends on these and nothing else.
    const own = team.book.version === "" ? "" : `${asker?.team} ${team.book.version}`;
    const key = [messages.language, system, isPublic, isAskerKnown, team.isStoreUnavailable, own, text].join(" ");
    const known = replies.get(key);
    if (known !== undefined) return known;
    const reply = make();
    replies.set(key, reply);
    return reply;
  }
}

/** Every answer about a port book holds some of it. */
function answerForTeam(result: Answer, context: ReplyContext): Reply {
  const reply = createReply(result, context);
  if (!context.hasOutsiders || reply.isPrivate) return reply;
  return withNote(createReply(result, { ...context, isPublic: false }), context.messages.team.book.notForOutsiders);
}

/**
 * Loads the asker's data. A system chosen with this question is saved, and applies even if the store is unavailable.
 */
async function teamFor(
  { asker, system }: Question,
  wanted: "all" | "settings",
  { reader, store }: TeamServices,
): Promise<Team> {
  const team = await reader.load(asker, wanted);
  if (system === undefined) return team;
  if (asker !== null && team.own.system !== system) {
    await saveSettings(personPrefix(asker.person), [{ setting: "system", value: system }], store).catch(() => {});
  }
  return { ...team, own: { ...team.own, system } };
}

/** What a reply depends on besides its answer. */
interface ReplyContext {
  readonly query: ParsedQuery;
  readonly team: Team;
  readonly messages: Messages;
  readonly asker: Asker | null;
  readonly isAskerKnown: boolean;
  readonly isPublic: boolean;
  readonly hasOutsiders: boolean;
}

function contextOf(
  question: Question,
  { query, visibility }: Pick<ParsedQuestion, "query" | "visibility">,
  team: Team,
) {
  const settings = effectiveSettings(team);
  // Mentions are public, so the answer is too.
  const defaultVisibility = "text" in question && question.manner === "mention" ? "public" : settings.answers;
  const isPublic = (question.visibility ?? visibility ?? defaultVisibility) === "public";
  const isForEverybody = isPublic && question.publicLocale !== undefined;
  const language = isForEverybody
    ? (team.shared.language ?? question.publicLocale)
    : (settings.language ?? question.locale);
  return {
    query,
    team,
    messages: messagesFor(language ?? question.locale),
    asker: question.asker,
    isAskerKnown: question.asker !== null,
    isPublic,
    hasOutsiders: question.hasOutsiders === true,
  };
}

/** Adds what happened to the attached files. */
function withFilesOutcome(reply: Reply, { unread, isCut }: FilesOutcome, { messages }: ReplyContext): Reply {
  if (unread !== null) return hasResult(reply.answer) ? reply : { ...reply, unreadFile: unread };
  return { ...(isCut ? withNote(reply, messages.explain.fileCut) : reply), isFromFiles: true };
}

function withNote(reply: Reply, note: string): Reply {
  return { ...reply, card: { ...reply.card, body: [...reply.card.body, { type: "text", content: [note] }] } };
}

/** Longer queries are rarely repeated. */
const MAX_CACHED_LENGTH = 40;

/** The query as a cache key; null for queries that differ each time, and for pastes, which are never stored. */
function cacheableText(query: ParsedQuery): string | null {
  if (!isQueryWith(query, "isCacheable")) return null;
  const text = formatQuery(query);
  return text.length > MAX_CACHED_LENGTH ? null : text;
}

function createReply(result: Answer, { query, team, messages, isAskerKnown, isPublic }: ReplyContext): Reply {
  const card = present(result, messages);
  const isPrivate = !isPublic || isForAskerOnly(result);
  const note: CardNode[] = team.isStoreUnavailable
    ? [{ type: "text", content: [messages.team.book.storeUnavailable] }]
    : [];
  return {
    query,
    answer: result,
    card: result.kind === "refused" ? card : { ...card, body: [...card.body, ...note] },
    actions: actionsFor(result, { query: query.kind === "invalid" ? null : query, isPrivate, isAskerKnown }, messages),
    isPrivate,
    beside: null,
    form: result.kind === "refused" ? null : formFor(query),
    attachment: attachmentOf(result, messages),
    isFromFiles: false,
    unreadFile: null,
  };
}
