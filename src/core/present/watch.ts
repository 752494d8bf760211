import type { Card } from "#core/card/card.ts";
import { assertNever } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import { listChanges } from "#core/present/registry-changes.ts";
import { problem, success, text } from "#core/present/simple-cards.ts";
import { formatQuery } from "#core/query/format-query.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { RegistryChange } from "#core/registry/registry-change.ts";
import type { WatchedChange } from "#core/watch/channel-watches.ts";
import type { WatchAnswer } from "#core/watch/watch-answer.ts";

/** The card for the answer to a query about what a channel watches. */
export function presentWatch(answer: WatchAnswer, messages: Messages): Card {
  const { watch: words, brief } = messages;
  switch (answer.kind) {
    case "watched":
      return {
        title: words.watched.title(answer.subject, answer.typed, answer.isNew),
        status: "information",
        body: [text(words.watched.promise), ...(answer.isNew ? [text(words.watched.member)] : [])],
        footnote: brief.footnote(answer.registry),
      };
    case "not-watched": {
      const { suggestions } = answer;
      const close = suggestions.length === 0 ? [] : [text(words.notWatched.didYouMean(suggestions))];
      return problem(words.notWatched.title, [text(words.notWatched.reasons[answer.reason](answer.asked)), ...close]);
    }
    case "unwatched":
      return success(words.unwatched.title(answer.subjects), [text(words.unwatched.left(answer.left))]);
    case "not-unwatched": {
      const { none, watches } = words.notUnwatched;
      return problem(words.notUnwatched.title(answer.asked), [
        text(answer.watches.length === 0 ? none : watches(answer.watches)),
      ]);
    }
    case "watches": {
      const { title, all, how, none } = words.watches;
      const { subjects } = answer;
      const body = subjects.length === 0 ? [text(none)] : [text(all(subjects)), text(how)];
      return {
        title: title(subjects.length),
        status: "information",
        body,
        footnote: brief.footnote(answer.registry),
      };
    }
    default:
      return assertNever(answer);
  }
}

const LIMITS = { lines: 8, line: 200, whole: 1500 };

/** The message to a channel where the registry has changed at what it watches. */
export function presentWatchedChanges(
  found: readonly WatchedChange[],
  registry: RegistrySource,
  messages: Messages,
): Card {
  const { changed: words } = messages.watch;
  const subjects = found.map(({ subject }) => subject);
  const { lines, left } = listChanges(distinctChanges(found), LIMITS, messages);
  const [only, ...others] = subjects;
  const stop =
    only === undefined || others.length > 0 ? "unwatch all" : formatQuery({ kind: "unwatch", subject: only });
  return {
    title: words.title(subjects),
    status: "information",
    body: [
      { type: "list", items: lines.map((line) => [line]) },
      ...(left === 0 ? [] : [text(words.more(left))]),
      text(words.stop(stop)),
    ],
    footnote: messages.brief.footnote(registry),
  };
}

/** Watches may overlap. */
function distinctChanges(found: readonly WatchedChange[]): RegistryChange[] {
  const all = found.flatMap(({ changes }) => changes);
  return [...new Map(all.map((change) => [JSON.stringify(change), change])).values()];
}
