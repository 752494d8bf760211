import type { Card, CardNode, Field, Phrase } from "#core/card/card.ts";
import { assertNever, phraseText } from "#core/card/card.ts";
import { printableLine, printableLines } from "#core/card/printable.ts";

/** Renders a card as plain text, for terminals without colours and logs. */
export function renderPlainText(card: Card): string {
  return renderText(card, phraseText);
}

/** The same without the addresses of links, for notifications and screen readers. */
export function renderSpokenText(card: Card): string {
  return renderText(card, (content) => content.map((part) => (typeof part === "string" ? part : part.text)).join(""));
}

type TextOf = (content: Phrase) => string;

function renderText(card: Card, textOf: TextOf): string {
  const parts = [printableLine(card.title), ...card.body.map((node) => nodeText(node, textOf))];
  if (card.footnote !== "") parts.push(printableLine(card.footnote));
  return parts.join("\n\n");
}

function nodeText(node: CardNode, textOf: TextOf): string {
  const phrase = (content: Phrase) => printableLine(textOf(content));
  switch (node.type) {
    case "text":
      return phrase(node.content);
    case "heading":
      return printableLine(node.text);
    case "fields":
      return fieldLines(node.fields, phrase).join("\n");
    case "list":
      return node.items.map((item) => `• ${phrase(item)}`).join("\n");
    case "code":
      return `${printableLine(node.label)}\n${indent(printableLines(node.code))}`;
    default:
      return assertNever(node);
  }
}

function fieldLines(fields: readonly Field[], phrase: TextOf): string[] {
  const width = Math.max(0, ...fields.map(({ label }) => label.length));
  return fields.map(({ label, value }) => `${printableLine(label).padEnd(width)}  ${phrase(value)}`);
}

function indent(lines: string): string {
  return lines.replace(/^/gm, "  ");
}
