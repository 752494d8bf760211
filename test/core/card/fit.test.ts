import { describe, expect, it } from "vitest";
import type { Card, CardNode } from "#core/card/card.ts";
import type { CardLimits } from "#core/card/fit.ts";
import { fitCard } from "#core/card/fit.ts";

const NONE = Number.POSITIVE_INFINITY;
const limits = (changes: Partial<CardLimits<string>>): CardLimits<string> => ({
  title: NONE,
  footnote: NONE,
  nodes: NONE,
  node: NONE,
  body: NONE,
  measure: (text) => text.length,
  render: (node) => JSON.stringify(node),
  cost: (rendered) => rendered.length,
  ...changes,
});
const card = (...body: CardNode[]): Card => ({ title: "A title", status: "information", body, footnote: "A footnote" });
const text = (content: string): CardNode => ({ type: "text", content: [content] });

describe("fitCard", () => {
  it("leaves a card that fits unchanged", () => {
    const whole = card(text("one"), text("two"));
    expect(fitCard(whole, limits({}))).toEqual({ ...whole, rendered: whole.body.map((node) => JSON.stringify(node)) });
  });

  it("cuts a title by its escaped length", () => {
    const fitted = fitCard({ ...card(), title: "<<<<" }, limits({ title: 9, measure: (each) => each.length * 3 }));
    expect(fitted.title).toBe("<<…");
  });

  it("never cuts a character in two", () => {
    expect(fitCard({ ...card(), title: "🙂🙂🙂" }, limits({ title: 4 })).title).toBe("🙂…");
  });

  it("marks nodes that are left out", () => {
    expect(fitCard(card(text("one"), text("two"), text("three")), limits({ nodes: 2 })).body).toEqual([
      text("one"),
      text("…"),
    ]);
  });

  it("keeps whole list items and a link whole or not at all", () => {
    const list: CardNode = {
      type: "list",
      items: [["first"], [{ text: "a link", url: "https://example.org/" }, " more"]],
    };
    const fitted = fitCard(card(list), limits({ node: JSON.stringify(list).length - 1 }));
    expect(fitted.body).toEqual([
      { type: "list", items: [["first"], [{ text: "a link", url: "https://example.org/" }, " mo…"]] },
    ]);
    expect(fitCard(card(list), limits({ node: 60 })).body).toEqual([{ type: "list", items: [["first"], ["…"]] }]);
  });
});
