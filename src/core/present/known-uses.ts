import type { PortAnswer } from "#core/answers/port.ts";
import type { CardNode, Phrase } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { KnownUse } from "#core/software/known-use.ts";

export function knownUseNodes({ knownUses }: PortAnswer, { port: words }: Messages): CardNode[] {
  const history = knownUses.filter((use) => use.kind === "history");
  const uses = knownUses.filter((use) => use.kind !== "history");
  const nodes: CardNode[] = [];
  if (uses.length > 0) {
    nodes.push({ type: "heading", text: words.knownUses.heading }, usesList(uses, words));
  }
  if (history.length > 0) {
    nodes.push({ type: "heading", text: words.history.heading }, usesList(history, words), {
      type: "text",
      content: [words.history.caution],
    });
  }
  return nodes;
}

/** How many uses a card tells about; of the others it gives the names. */
const USES = 5;

function usesList(uses: readonly KnownUse[], { knownUses: words }: Messages["port"]): CardNode {
  const item = ({ software, span, transports, fact, source }: KnownUse): Phrase => [
    `${software} (${words.numbers(span, transports)}): ${fact} `,
    { text: words.source, url: source },
  ];
  const more: Phrase[] = uses.length > USES ? [[words.more(uses.slice(USES).map(({ software }) => software))]] : [];
  return { type: "list", items: [...uses.slice(0, USES).map(item), ...more] };
}
