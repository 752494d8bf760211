import type { Card, CardNode, Field, Phrase } from "#core/card/card.ts";
import { assertNever, phraseText } from "#core/card/card.ts";
import { printableLine, printableLines } from "#core/card/printable.ts";

/** Renders a card as plain text, for terminals without colours, notifications, screen readers and logs. */
export function renderPlainText(card: Card): string {
  const parts = [printableLine(card.title), ...card.body.map(nodeText)];
  if (card.footnote !== "") parts.push(printableLine(card.footnote));
  return parts.join("\n\n");
}

function nodeText(node: CardNode): string {
  switch (node.type) {
    case "text":
      return phrase(node.content);
    case "heading":
      return printableLine(node.text);
    case "fields":
      return fieldLines(node.fields).join("\n");
    case "list":
      return node.items.map((item) => `• ${phrase(item)}`).join("\n");
    case "code":
      return `${printableLine(node.label)}\n${indent(printableLines(node.code))}`;
    default:
      return assertNever(node);
  }
}

function fieldLines(fields: readonly Field[]): string[] {
  const width = Math.max(0, ...fields.map(({ label }) => label.length));
  return fields.map(({ label, value }) => `${printableLine(label).padEnd(width)}  ${phrase(value)}`);
}

function phrase(content: Phrase): string {
  return printableLine(phraseText(content));
}

function indent(lines: string): string {
  return lines.replace(/^/gm, "  ");
}
