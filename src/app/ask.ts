import { actionsFor } from "#core/actions/actions-for.ts";
import type { Answer } from "#core/answers/answer.ts";
import { answer } from "#core/answers/answer.ts";
import { concernsOnlyTheAsker } from "#core/answers/audience.ts";
import { present } from "#core/answers/present.ts";
import { presentExplain } from "#core/answers/present-explain.ts";
import type { CardNode } from "#core/card/card.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Ask, Attachment, Question, Reply } from "#core/chat-platform.ts";
import type { FormKind } from "#core/forms/form.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { Messages } from "#core/messages/messages.ts";
import { messagesFor } from "#core/messages/messages.ts";
import type { BookFormat, InvalidInput, Query } from "#core/query/query.ts";
import { isTeamQuery } from "#core/query/query.ts";
import { readCommand, readMessage, takeVisibility } from "#core/query/read-message.ts";
import { isPort } from "#core/registry/port.ts";
import { keepSettings } from "#core/settings/keep-settings.ts";
import type { Keeping } from "#core/team/carry-out.ts";
import { carryOut } from "#core/team/carry-out.ts";
import { personPrefix } from "#core/team/keys.ts";
import type { Team } from "#core/team/team.ts";
import { settingsInForce } from "#core/team/team.ts";
import { createMemory } from "./memory.ts";

/** How many replies are kept: during an alert many people ask for the same few ports. */
const REMEMBERED = 500;
/** Longer questions are seldom asked twice. */
const MAX_REMEMBERED_LENGTH = 40;

/** The one way from a question to its reply, for every platform. */
export function createAsk(knowledge: Knowledge, keeping: Keeping): Ask {
  const memory = createMemory<Reply>(REMEMBERED);

  return async (question) => {
    const { text, visibility } = takeVisibility(question);
    const query = question.manner === "mention" ? readMessage(text) : readCommand(text);
    const team = await lookAt(question, isTeamQuery(query) ? "settings" : "all", keeping);
    const set = settingsInForce(team);
    // A mention is answered where everybody heard it.
    const isPublic = (visibility ?? (question.manner === "mention" ? "public" : set.answers)) === "public";
    const forAll = isPublic && question.publicLocale !== undefined;
    const language = forAll ? (team.shared.language ?? question.publicLocale) : (set.language ?? question.locale);
    const asked: Asked = {
      query,
      team,
      messages: messagesFor(language ?? question.locale),
      isKnown: question.asker !== null,
      isPublic,
    };
    if (isTeamQuery(query))
      return reply(await carryOut(query, { asker: question.asker, team }, knowledge, keeping), asked);
    const viewpoint = { book: team.book, system: set.system };
    const lookUp = () => reply(answer(query, knowledge, viewpoint), asked);
    // What was pasted is not kept, not even for the next who asks.
    if (query.kind === "random" || query.kind === "explain" || text.length > MAX_REMEMBERED_LENGTH) return lookUp();
    // A look-up depends on these and on nothing else.
    const { messages, isKnown } = asked;
    const own = team.book.version === "" ? "" : `${question.asker?.team} ${team.book.version}`;
    const parts = [question.manner, messages.language, set.system, isPublic, isKnown, team.away, own, text];
    return memory.recall(parts.join(" "), lookUp);
  };
}

/** What is kept for who asks; a system chosen with this question is kept too, and holds though the store be away. */
async function lookAt(
  { asker, system }: Question,
  wanted: "all" | "settings",
  { view, store }: Keeping,
): Promise<Team> {
  const team = await view.look(asker, wanted);
  if (system === undefined) return team;
  if (asker !== null && team.own.system !== system) {
    await keepSettings(personPrefix(asker.person), [{ setting: "system", value: system }], store).catch(() => {});
  }
  return { ...team, own: { ...team.own, system } };
}

interface Asked {
  readonly query: Query | InvalidInput;
  readonly team: Team;
  readonly messages: Messages;
  readonly isKnown: boolean;
  readonly isPublic: boolean;
}

function reply(answered: Answer, { query, team, messages, isKnown, isPublic }: Asked): Reply {
  const card = present(answered, messages);
  const isPrivate = !isPublic || concernsOnlyTheAsker(answered);
  const note: CardNode[] = team.away ? [{ type: "text", content: [messages.team.book.away] }] : [];
  return {
    answer: answered,
    card: answered.kind === "refused" ? card : { ...card, body: [...card.body, ...note] },
    actions: actionsFor(answered, { query: query.kind === "invalid" ? null : query, isPrivate, isKnown }, messages),
    isPrivate,
    form: formFor(query),
    attachment: attachmentOf(answered, messages),
  };
}

function attachmentOf(answered: Answer, messages: Messages): Attachment | null {
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
      return null;
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
function formFor(query: Query | InvalidInput): FormKind | null {
  if (query.kind === "import" || query.kind === "explain") return query.text === "" ? { form: query.kind } : null;
  if (query.kind !== "invalid" || query.reason !== "claim-not-understood") return null;
  const bare = /^\s*(?:\/port\s+)?claim\s*(\d{1,5})?\s*$/i.exec(query.input);
  if (bare === null) return null;
  const port = Number(bare[1] ?? Number.NaN);
  return { form: "claim", port: isPort(port) ? port : null };
}
