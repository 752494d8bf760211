import type { Answer } from "#core/answers/answer.ts";
import { answer } from "#core/answers/answer.ts";
import { concernsOnlyTheAsker, hasTrait } from "#core/answers/kinds.ts";
import type { FilesOutcome, ParsedQuestion } from "#core/ask/read-with-files.ts";
import { readWithFiles } from "#core/ask/read-with-files.ts";
import type { CardNode } from "#core/card/card.ts";
import { assertNever } from "#core/card/card.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Ask, Attachment, Question, Reply } from "#core/chat-platform.ts";
import type { Cache } from "#core/host.ts";
import { NO_CACHE } from "#core/host.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { Messages } from "#core/messages/messages.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { actionsFor } from "#core/present/actions-for.ts";
import { presentExplain } from "#core/present/explain.ts";
import type { FormKind } from "#core/present/form.ts";
import { present } from "#core/present/present.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { awaitsText, isQueryWith, isTeamQuery } from "#core/query/kinds.ts";
import type { BookFormat, InvalidInput, LookupQuery, ParsedQuery } from "#core/query/query.ts";
import { isPort } from "#core/registry/port.ts";
import { createPortByName } from "#core/registry/port-by-name.ts";
import type { Asker } from "#core/team/asker.ts";
import type { TeamServices } from "#core/team/execute-team-query.ts";
import { executeTeamQuery } from "#core/team/execute-team-query.ts";
import { personPrefix } from "#core/team/keys.ts";
import { saveSettings } from "#core/team/stored-settings.ts";
import type { Team } from "#core/team/team.ts";
import { settingsInForce } from "#core/team/team.ts";

/**
 * The one way from a question to its reply, for every platform.
 *
 * @param replies during an alert many people ask for the same few ports: each reply is worked out once
 */
export function createAsk(knowledge: Knowledge, services: TeamServices, replies: Cache<string, Reply> = NO_CACHE): Ask {
  const portByName = createPortByName(knowledge.registry);
  return async (question) => {
    const read =
      "query" in question ? { query: question.query, files: null } : await readWithFiles(question, portByName);
    const { query, files } = read;
    const team = await teamFor(question, isTeamQuery(query) ? "settings" : "all", services);
    const context = contextOf(question, read, team);
    const made = isTeamQuery(query)
      ? reply(await executeTeamQuery(query, { asker: question.asker, team }, knowledge, services), context)
      : lookUp(query, context);
    return files === null ? made : fromFiles(made, files, context);
  };

  function lookUp(query: LookupQuery | InvalidInput, context: ReplyContext): Reply {
    const { team, messages, isKnown, isPublic, asker } = context;
    const { system } = settingsInForce(team);
    const make = () => reply(answer(query, knowledge, { book: team.book, system }), context);
    const text = textToRemember(query);
    if (text === null) return make();
    // A look-up depends on these and on nothing else.
    const own = team.book.version === "" ? "" : `${asker?.team} ${team.book.version}`;
    const key = [messages.language, system, isPublic, isKnown, team.isStoreUnavailable, own, text].join(" ");
    const known = replies.get(key);
    if (known !== undefined) return known;
    const made = make();
    replies.set(key, made);
    return made;
  }
}

/** What is kept for who asks; a system chosen with this question is kept too, and holds though the store be away. */
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
  readonly isKnown: boolean;
  readonly isPublic: boolean;
}

function contextOf(
  question: Question,
  { query, visibility }: Pick<ParsedQuestion, "query" | "visibility">,
  team: Team,
) {
  const set = settingsInForce(team);
  // A mention is answered where everybody heard it.
  const usual = "text" in question && question.manner === "mention" ? "public" : set.answers;
  const isPublic = (question.visibility ?? visibility ?? usual) === "public";
  const forAll = isPublic && question.publicLocale !== undefined;
  const language = forAll ? (team.shared.language ?? question.publicLocale) : (set.language ?? question.locale);
  return {
    query,
    team,
    messages: messagesFor(language ?? question.locale),
    asker: question.asker,
    isKnown: question.asker !== null,
    isPublic,
  };
}

/** The reply with what became of the files that its question is about. */
function fromFiles(made: Reply, { unread, isCut }: FilesOutcome, { messages }: ReplyContext): Reply {
  if (unread !== null) return hasNews(made.answer) ? made : { ...made, unreadFile: unread };
  const note: CardNode[] = isCut ? [{ type: "text", content: [messages.explain.fileCut] }] : [];
  return { ...made, card: { ...made.card, body: [...made.card.body, ...note] }, isFromFiles: true };
}

/** Whether a reply says something about what was asked, and not only how to ask. */
export function isAnswered({ answer: answered }: Reply): boolean {
  return hasTrait(answered, "isAnswered", "if-not-empty") ? !answered.isEmpty : hasNews(answered);
}

function hasNews(answered: Answer): boolean {
  if (hasTrait(answered, "isAnswered", "if-not-empty")) return answered.listeners.length > 0;
  return !concernsOnlyTheAsker(answered);
}

/** Longer questions are seldom asked twice. */
const MAX_REMEMBERED_LENGTH = 40;

/** The query as the key to its reply; null for what is different each time, and for pastes, which are never kept. */
function textToRemember(query: ParsedQuery): string | null {
  if (!isQueryWith(query, "isCacheable")) return null;
  const text = formatQuery(query);
  return text.length > MAX_REMEMBERED_LENGTH ? null : text;
}

function reply(answered: Answer, { query, team, messages, isKnown, isPublic }: ReplyContext): Reply {
  const card = present(answered, messages);
  const isPrivate = !isPublic || concernsOnlyTheAsker(answered);
  const note: CardNode[] = team.isStoreUnavailable
    ? [{ type: "text", content: [messages.team.book.storeUnavailable] }]
    : [];
  return {
    query,
    answer: answered,
    card: answered.kind === "refused" ? card : { ...card, body: [...card.body, ...note] },
    actions: actionsFor(answered, { query: query.kind === "invalid" ? null : query, isPrivate, isKnown }, messages),
    isPrivate,
    form: formFor(query),
    attachment: attachmentOf(answered, messages),
    isFromFiles: false,
    unreadFile: null,
  };
}

function attachmentOf(answered: Answer, messages: Messages): Attachment | null {
  if (!hasTrait(answered, "hasFile", true)) return null;
  switch (answered.kind) {
    case "exported":
      return answered.count === 0
        ? null
        : {
            name: EXPORTED_AS[answered.format],
            text: answered.text,
            ifCut: messages.slack.cut.exported,
          };
    case "explain":
      if (answered.listeners.length <= MANY_LISTENERS) return null;
      return {
        name: "listeners.txt",
        // Worked out where it is read: most platforms have no use for it.
        get text() {
          return renderPlainText(presentExplain(answered, messages, Number.POSITIVE_INFINITY));
        },
        ifCut: messages.slack.cut.explained,
      };
    default:
      return assertNever(answered);
  }
}

/** So many are sure to fit on any platform's card. */
const MANY_LISTENERS = 20;

const EXPORTED_AS: Readonly<Record<BookFormat, string>> = {
  csv: "port-book.csv",
  json: "port-book.json",
  services: "services",
  wireshark: "services",
};

/** The form for what is still to be given: a text, or all that a claim says but its number. */
function formFor(query: ParsedQuery): FormKind | null {
  if (awaitsText(query)) return { form: query.kind };
  if (query.kind !== "invalid" || query.reason !== "claim-not-understood") return null;
  const bare = /^\s*(?:\/port\s+)?claim\s*(\d{1,5})?\s*$/i.exec(query.input);
  if (bare === null) return null;
  const port = Number(bare[1] ?? Number.NaN);
  return { form: "claim", port: isPort(port) ? port : null };
}
