import { styleText } from "node:util";
import type { Card, CardNode, Phrase, Status } from "#core/card/card.ts";
import { assertNever, linkText } from "#core/card/card.ts";
import { printableLine, printableLines } from "#core/card/printable.ts";

/** A card for a terminal with ANSI colours, ending in a line break. */
export function renderTerminal(card: Card): string {
  const parts = [style(["bold", COLOURS[card.status]], printableLine(card.title)), ...card.body.map(lines)];
  if (card.footnote !== "") parts.push(style("dim", printableLine(card.footnote)));
  return `${parts.join("\n\n")}\n`;
}

type Style = Parameters<typeof styleText>[0];

const COLOURS = {
  assigned: "cyan",
  unassigned: "white",
  reserved: "yellow",
  dynamic: "magenta",
  information: "green",
  problem: "red",
} as const satisfies Record<Status, Style>;

function lines(node: CardNode): string {
  switch (node.type) {
    case "text":
      return inline(node.content);
    case "heading":
      return style("bold", printableLine(node.text));
    case "fields": {
      const labels = node.fields.map(({ label }) => printableLine(label));
      const width = Math.max(0, ...labels.map((label) => label.length));
      return node.fields
        .map(({ value }, at) => `${style("bold", (labels[at] ?? "").padEnd(width))}  ${inline(value)}`)
        .join("\n");
    }
    case "list":
      return node.items.map((item) => `• ${inline(item)}`).join("\n");
    case "code":
      return `${printableLine(node.label)}\n${style("cyan", printableLines(node.code).replace(/^/gm, "  "))}`;
    default:
      return assertNever(node);
  }
}

function inline(phrase: Phrase): string {
  return phrase
    .map((part) => (typeof part === "string" ? printableLine(part) : style("underline", printableLine(linkText(part)))))
    .join("");
}

/** The caller decides whether to use colours, so the stream is not checked here. */
function style(format: Style, text: string): string {
  return styleText(format, text, { validateStream: false });
}
