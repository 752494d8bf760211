import type { BookChange } from "#core/book/change.ts";
import type { Clash } from "#core/book/clashes.ts";
import type { LimitedAnswer } from "#core/book/limits.ts";
import type { Card, CardNode, Phrase } from "#core/card/card.ts";
import { assertNever } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import { ADVICE_MARKS, claimList } from "#core/present/sections.ts";
import { problem, success, text } from "#core/present/simple-cards.ts";
import { presentWatch } from "#core/present/watch.ts";
import { formatQuery } from "#core/query/format-query.ts";
import type { PortSpan } from "#core/registry/port.ts";
import type { Team } from "#core/team/team.ts";
import type {
  BookAnswer,
  ChangesAnswer,
  ClaimedAnswer,
  ExportedAnswer,
  ImportedAnswer,
  NotReleasedAnswer,
  TeamAnswer,
} from "#core/team/team-answer.ts";

/** How many import lines a card shows. */
const MAX_SHOWN = 15;

/** The card for the answer to a team query. */
export function presentTeam(answer: TeamAnswer, messages: Messages): Card {
  const { team: words } = messages;
  switch (answer.kind) {
    case "claimed":
      return {
        ...success(words.claimed.title(answer.claim), presentClaimed(answer, messages)),
        footnote: messages.brief.footnote(answer.registry),
      };
    case "taken":
      return problem(words.taken.title(answer.wanted), [
        claimList(answer.holders, messages),
        text(words.taken.instead),
      ]);
    case "released":
      return success(words.released.title(answer.claims), [
        claimList(answer.claims, messages),
        text(words.released.undo),
      ]);
    case "not-released":
      return problem(words.notReleased.title, presentNotReleased(answer, messages));
    case "book":
      return success(words.book.title(answer.text, answer.claims.length, answer.total), presentBook(answer, messages));
    case "exported":
      return success(words.exported.title(answer.format, answer.count), presentExported(answer, messages));
    case "imported":
      return success(importTitle(answer, messages), presentImported(answer, messages));
    case "changes":
      return success(words.changes.title(answer.span, answer.changes.length, answer.hasMore), [
        presentChanges(answer, words),
      ]);
    case "undone":
      return success(words.undone.title, presentUndone(answer.change, messages));
    case "not-undone":
      return problem(words.notUndone.title, [text(words.notUndone.reasons[answer.reason])]);
    case "settings":
      return success(words.settings.title, presentSettings(answer, words));
    case "set":
      return success(words.set.title, [list(answer.changes.map((change) => words.set.row(answer.scope, change)))]);
    case "feedback": {
      const noted = answer.comment === "" ? [] : [text(words.feedback.commented)];
      return success(words.feedback.title, [text(words.feedback.kept(answer.port, answer.mood)), ...noted]);
    }
    case "forgotten": {
      const anonymised = answer.anonymised === 0 ? [] : [text(words.forgotten.anonymised(answer.anonymised))];
      return success(words.forgotten.title, [text(words.forgotten.removed(answer.removed)), ...anonymised]);
    }
    case "watched":
    case "not-watched":
    case "unwatched":
    case "not-unwatched":
    case "watches":
      return presentWatch(answer, messages);
    case "limited":
      return problem(words.limited.title, [text(presentLimit(answer, words))]);
    case "refused":
      return problem(words.refused.title, [text(words.refused.reasons[answer.reason](answer.query))]);
    default:
      return assertNever(answer);
  }
}

function presentLimit(answer: LimitedAnswer, { limited: words }: Messages["team"]): string {
  return answer.reason === "book-full" ? words.bookFull(answer.limit) : words.hourly(answer.limit, answer.minutes);
}

function presentClaimed({ claim, replaced, clashes, beside }: ClaimedAnswer, messages: Messages): CardNode[] {
  const { claimed: words } = messages.team;
  return [
    claimList([claim], messages),
    ...(replaced.length === 0 ? [] : [text(words.replaced(replaced))]),
    ...(beside.length === 0 ? [] : [text(words.beside(beside))]),
    ...(clashes.length === 0 ? [text(words.none)] : clashNodes(clashes, claim.span, messages)),
    text(words.undo),
  ];
}

function clashNodes(clashes: readonly Clash[], claimed: PortSpan, { team, port }: Messages): CardNode[] {
  const words = team.claimed;
  const isSpan = claimed.first < claimed.last;
  const fields = clashes.map(({ advice, spans }) => ({
    label: ADVICE_MARKS[advice.level],
    value: [...(isSpan ? [words.about(spans)] : []), ...port.advice.text(advice)],
  }));
  return [{ type: "heading", text: words.clashes }, { type: "fields", fields }, text(words.sources(claimed))];
}

function presentChanges({ changes }: ChangesAnswer, { changes: words }: Messages["team"]): CardNode {
  if (changes.length === 0) return text(words.none);
  const fields = changes.map((change) => ({ label: words.entry(change), value: [words.undo(change.id)] }));
  return { type: "fields", fields };
}

function presentUndone({ added, removed }: BookChange, messages: Messages): CardNode[] {
  return [
    ...(removed.length === 0 ? [] : [text(messages.team.released.title(removed))]),
    ...(added.length === 0 ? [] : [claimList(added, messages)]),
  ];
}

function presentSettings({ own, shared }: Pick<Team, "own" | "shared">, words: Messages["team"]): CardNode[] {
  const fields = words.settings.rows(own, shared).map(({ label, value }) => ({ label, value: [value] }));
  return [{ type: "fields", fields }, text(words.settings.how), { type: "text", content: words.privacy }];
}

/**
 * Splits the text into parts that fit every platform, between lines: a cut line would be imported as something else.
 */
function presentExported({ text: whole }: ExportedAnswer, { team: { exported: words } }: Messages): CardNode[] {
  const parts: string[] = [];
  const unwritten = whole === "" ? "\n" : whole;
  let at = 0;
  // The lines after those that are shown are many, and only counted.
  for (let end = 0; at < unwritten.length; at = end + 1) {
    end = unwritten.indexOf("\n", at);
    const line = unwritten.slice(at, end).replace(/\r$/, "");
    const part = parts.at(-1);
    if (part !== undefined && part.length + line.length < PART_LENGTH) parts[parts.length - 1] = `${part}\n${line}`;
    else if (parts.length === MAX_PARTS) break;
    else parts.push(line);
  }
  const left = countLines(unwritten, at);
  return [
    ...parts.map((part, index): CardNode => {
      const label = words.label(index + 1, parts.length);
      return { type: "code", label, language: "text", code: part || " " };
    }),
    ...(left > 0 ? [text(words.left(left))] : []),
  ];
}

function countLines(whole: string, from: number): number {
  let lines = 0;
  for (let at = whole.indexOf("\n", from); at >= 0; at = whole.indexOf("\n", at + 1)) lines++;
  return lines;
}

/** In characters, and parts per card. */
const PART_LENGTH = 2500;
const MAX_PARTS = 4;

function presentNotReleased({ reason, claims }: NotReleasedAnswer, { team }: Messages): CardNode[] {
  const words = team.notReleased;
  const [whole] = reason === "part-of-a-claim" ? claims : [];
  const instead = whole === undefined ? [] : [text(words.whole(formatQuery({ ...whole, kind: "release" })))];
  return [text(words.reasons[reason](claims)), ...instead];
}

function presentBook({ claims, total }: BookAnswer, messages: Messages): CardNode[] {
  const { book: words } = messages.team;
  if (total === 0) return [text(words.empty)];
  return [claims.length === 0 ? text(words.nothingFound) : claimList(claims, messages), text(words.all)];
}

function importTitle({ format, added, dryRun }: ImportedAnswer, { team: { imported: words } }: Messages): string {
  return format === null ? words.askTitle : words.title(added.length, dryRun);
}

function presentImported(answer: ImportedAnswer, { team: { imported: words, book } }: Messages): CardNode[] {
  const { format, dryRun, added, same, taken, wrong, tooMany } = answer;
  if (format === null) return [text(words.nothingGiven)];
  const section = (heading: string, items: readonly string[]): CardNode[] =>
    items.length === 0
      ? []
      : [
          { type: "heading", text: heading },
          list([
            ...items.slice(0, MAX_SHOWN),
            ...(items.length > MAX_SHOWN ? [book.more(items.length - MAX_SHOWN)] : []),
          ]),
        ];
  return [
    ...section(dryRun ? words.wouldAdd : words.added, added.map(words.entry)),
    ...(same === 0 ? [] : [text(words.same(same))]),
    ...section(
      words.taken,
      taken.map(({ wanted, holder }) => words.takenBy(wanted, holder)),
    ),
    ...section(
      words.wrong,
      wrong.map(({ line, text: written }) => words.wrongLine(line, written.slice(0, 80))),
    ),
    ...(tooMany === 0 ? [] : [text(words.tooMany(tooMany))]),
    ...(dryRun && added.length > 0 ? [text(words.go)] : []),
  ];
}

function list(items: readonly string[]): CardNode {
  return { type: "list", items: items.map((item): Phrase => [item]) };
}
