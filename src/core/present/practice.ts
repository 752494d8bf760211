import type { Advice } from "#core/answers/advice.ts";
import type { CheckCommand } from "#core/answers/commands.ts";
import type { PortAnswer } from "#core/answers/port.ts";
import type { CardNode, Phrase } from "#core/card/card.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { KnownUse } from "#core/software/known-use.ts";

/** The mark says nothing that the words beside it do not. */
export const ADVICE_MARKS: Record<Advice["level"], string> = { no: "✗", caution: "!", ok: "✓" };

export function adviceNodes({ advice }: PortAnswer, { port: { advice: words } }: Messages): CardNode[] {
  return [
    { type: "heading", text: words.heading },
    {
      type: "fields",
      fields: advice.map((given) => ({ label: ADVICE_MARKS[given.level], value: words.text(given) })),
    },
  ];
}

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

/** The first command of each system stands by itself; all others follow in one block, each under its tool's name. */
export function listeningNodes({ commands }: PortAnswer, { port: { listening: words } }: Messages): CardNode[] {
  if (commands.length === 0) return [];
  const main = commands.filter(
    (each, at) => LOCAL.includes(each.system) && commands.findIndex(({ system }) => system === each.system) === at,
  );
  // lsof is the same on Linux and macOS; once is enough.
  const more = commands.filter(({ command }) => main.every((shown) => shown.command !== command));
  const named = (each: CheckCommand) => words.system(each.system, each.label);
  return [
    { type: "heading", text: words.heading },
    ...main.map(
      (each): CardNode => ({ type: "code", label: named(each), language: each.language, code: each.command }),
    ),
    ...(more.length === 0
      ? []
      : [
          {
            type: "code",
            label: words.more,
            language: "text",
            code: more.map((each) => `# ${named(each)}\n${each.command}`).join("\n"),
          } satisfies CardNode,
        ]),
    { type: "text", content: [words.conclusion] },
  ];
}

/** The systems whose command is run where the port is. */
const LOCAL: readonly CheckCommand["system"][] = ["linux", "macos", "windows"];
