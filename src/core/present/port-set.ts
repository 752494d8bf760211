import type { PortSetAnswer } from "#core/answers/port-set.ts";
import type { Card, CardNode, Field, Phrase } from "#core/card/card.ts";
import { joinPhrases } from "#core/card/card.ts";
import { distinct } from "#core/collections.ts";
import type { Messages } from "#core/messages/messages.ts";
import { spanSize, spanText } from "#core/registry/port.ts";
import type { PortSetItem } from "#core/software/port-set.ts";

/** A line each, beside the title and what is left. */
const SHOWN = 9;

/** The card of a system that people see first: what each number is, the needed ones first. */
export function presentPortSetBrief(answer: PortSetAnswer, messages: Messages): Card {
  const { portSets: words } = messages;
  const folded = foldGroups(answer.items);
  // One more line would take the place of the line that says so.
  const shown = folded.length === SHOWN + 1 ? folded : folded.slice(0, SHOWN);
  const left = folded.slice(shown.length);
  const fields = shown.map(
    ([item, groups]): Field => ({
      label: words.place(item),
      value: [words.brief(item.what, groups, item.needed)],
    }),
  );
  const rest: CardNode[] =
    left.length === 0
      ? []
      : [
          {
            type: "text",
            content: [
              words.more(
                left.length,
                left.every(([item]) => !item.needed),
              ),
            ],
          },
        ];
  return { ...frame(answer, messages), body: [{ type: "fields", fields }, ...rest] };
}

/** The same with who connects to whom and what for, part by part, and the addresses of the lists. */
export function presentPortSet(answer: PortSetAnswer, messages: Messages): Card {
  const { portSets: words } = messages;
  const hasParts = answer.items.some(({ group }) => group !== null);
  const headingOf = ({ group, needed }: PortSetItem) => group ?? (needed ? words.needed : words.optional);
  const parts = [...Map.groupBy(answer.items, headingOf)].flatMap(([heading, items]): CardNode[] => [
    { type: "heading", text: heading },
    { type: "list", items: items.map((item) => [words.item(words.place(item), item, hasParts && !item.needed)]) },
  ]);
  const links = sourcesOf(answer.items).map((url): Phrase => [{ text: placeOf(url), url }]);
  return {
    ...frame(answer, messages),
    body: [
      ...parts,
      { type: "text", content: [words.askForRules(answer.name)] },
      { type: "text", content: [words.sources, ...joinPhrases(links, " · ")] },
    ],
  };
}

function frame(answer: PortSetAnswer, messages: Messages): Omit<Card, "body"> {
  const spans = distinct(answer.items.map(({ ports }) => spanText(ports)));
  const ranges = distinct(answer.items.filter(({ ports }) => spanSize(ports) > 1).map(({ ports }) => spanText(ports)));
  return {
    title: messages.portSets.title(answer.title, spans.length - ranges.length, ranges.length),
    status: "information",
    footnote: portSetFootnote(answer.items, messages),
  };
}

/** Whose lists the numbers are from, and when the one that was read first was read. */
export function portSetFootnote(items: readonly PortSetItem[], { portSets: words }: Messages): string {
  const [read = ""] = items.map((item) => item.read).toSorted();
  return words.footnote(distinct(sourcesOf(items).map(placeOf)), read);
}

/** Each number once, with the parts of the system that have it for the same reason. */
function foldGroups(items: readonly PortSetItem[]): readonly (readonly [PortSetItem, readonly string[]])[] {
  const same = Map.groupBy(items, ({ ports, transports, what, needed }) =>
    JSON.stringify([ports, transports, what, needed]),
  );
  return [...same.values()].flatMap((rows) => {
    const [first] = rows;
    return first === undefined ? [] : [[first, distinct(rows.flatMap(({ group }) => group ?? []))] as const];
  });
}

function sourcesOf(items: readonly PortSetItem[]): readonly string[] {
  return distinct(items.map(({ source }) => source));
}

/** What people know an address by: `github.com/kubernetes/website`, otherwise the host. */
function placeOf(url: string): string {
  const [, place = url] = /^https:\/\/(?:www\.)?(github\.com\/[^/]+\/[^/]+|[^/]+)/.exec(url) ?? [];
  return place;
}
