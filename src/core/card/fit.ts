import type { Card, CardNode, Field, Phrase } from "#core/card/card.ts";
import { assertNever } from "#core/card/card.ts";

/** Marks where a card was cut to fit. */
export const CUT_MARK = "…";

/** How a target renders a node, and its limits in whatever unit `cost` uses for what will be sent. */
export interface BodyLimits<Rendered> {
  /** The maximum number of nodes in a body. */
  readonly nodes: number;
  /** The maximum cost of one node. */
  readonly node: number;
  /** The maximum cost of all nodes together. */
  readonly body: number;
  render(node: CardNode): Rendered;
  cost(rendered: Rendered): number;
}

/** The same for the whole card; its lines are in whatever unit `measure` uses. */
export interface CardLimits<Rendered> extends BodyLimits<Rendered> {
  readonly title: number;
  readonly footnote: number;
  measure(text: string): number;
}

/** A body within a target's limits. */
export interface FittedBody<Rendered> {
  readonly body: readonly CardNode[];
  /** Its nodes as they were measured, so that none is rendered twice. */
  readonly rendered: readonly Rendered[];
}

/** A card within a target's limits. */
export type FittedCard<Rendered> = Card & FittedBody<Rendered>;

interface FittedNode<Rendered> {
  readonly node: CardNode;
  readonly rendered: Rendered;
  readonly cost: number;
}

const CUT: CardNode = { type: "text", content: [CUT_MARK] };

/** Cuts a card to a target's limits. `…` marks every place where something was left out. */
export function fitCard<Rendered>(card: Card, limits: CardLimits<Rendered>): FittedCard<Rendered> {
  return {
    ...card,
    title: fitText(card.title, limits.title, limits.measure),
    ...fitBody(card.body, limits),
    footnote: fitText(card.footnote, limits.footnote, limits.measure),
  };
}

/** Cuts a card's body alone. */
export function fitBody<Rendered>(body: readonly CardNode[], limits: BodyLimits<Rendered>): FittedBody<Rendered> {
  const fitted = fitNodes(body, limits);
  return { body: fitted.map(({ node }) => node), rendered: fitted.map(({ rendered }) => rendered) };
}

/** Cuts a text to a limit, measured as it will be sent. */
export function fitText(text: string, limit: number, measure: (text: string) => number): string {
  return (
    longestFit(
      text.length,
      (keep) => cutText(text, keep),
      (cut) => measure(cut) <= limit,
    ) ?? ""
  );
}

function fitNodes<Rendered>(body: readonly CardNode[], limits: BodyLimits<Rendered>): readonly FittedNode<Rendered>[] {
  const fitted: FittedNode<Rendered>[] = [];
  const cut = renderNode(CUT, limits);
  let remaining = limits.body;
  for (const [at, node] of body.entries()) {
    const more = at < body.length - 1;
    if (more && fitted.length === limits.nodes - 1) return [...fitted, cut];
    const room = Math.min(limits.node, more ? remaining - cut.cost : remaining);
    const kept = fitNode(node, room, limits);
    if (kept === null) return [...fitted, cut];
    fitted.push(kept);
    remaining -= kept.cost;
  }
  return fitted;
}

function fitNode<Rendered>(node: CardNode, room: number, limits: BodyLimits<Rendered>): FittedNode<Rendered> | null {
  const whole = renderNode(node, limits);
  if (whole.cost <= room) return whole;
  return longestFit(
    nodeSize(node),
    (keep) => renderNode(cutNode(node, keep), limits),
    ({ cost }) => cost <= room,
  );
}

function renderNode<Rendered>(node: CardNode, { render, cost }: BodyLimits<Rendered>): FittedNode<Rendered> {
  const rendered = render(node);
  return { node, rendered, cost: cost(rendered) };
}

/** Binary search for the longest cut that fits; null if not even the empty one does. */
function longestFit<Part>(size: number, cut: (keep: number) => Part, fits: (part: Part) => boolean): Part | null {
  const whole = cut(size);
  if (fits(whole)) return whole;
  let low = -1;
  let high = size;
  while (high - low > 1) {
    const middle = (low + high) >>> 1;
    if (fits(cut(middle))) low = middle;
    else high = middle;
  }
  return low < 0 ? null : cut(low);
}

function cutText(text: string, keep: number): string {
  if (keep >= text.length) return text;
  // Keep surrogate pairs whole.
  const end = /[\ud800-\udbff]/.test(text.charAt(keep - 1)) ? keep - 1 : keep;
  return text.slice(0, end).trimEnd() + CUT_MARK;
}

function cutPhrase(phrase: Phrase, keep: number): Phrase {
  let remaining = keep;
  const kept: Phrase[number][] = [];
  for (const part of phrase) {
    const text = typeof part === "string" ? part : part.text;
    // Keep links whole: half a link text in front of its URL would hide the cut.
    if (text.length > remaining) return [...kept, typeof part === "string" ? cutText(part, remaining) : CUT_MARK];
    kept.push(part);
    remaining -= text.length;
  }
  return kept;
}

function cutNode(node: CardNode, keep: number): CardNode {
  switch (node.type) {
    case "text":
      return { ...node, content: cutPhrase(node.content, keep) };
    case "heading":
      return { ...node, text: cutText(node.text, keep) };
    case "code":
      return { ...node, code: cutText(node.code, keep) };
    case "list":
      return { ...node, items: cutAll(node.items, keep, phraseSize, cutPhrase, () => [CUT_MARK]) };
    case "fields":
      return {
        ...node,
        fields: cutAll(node.fields, keep, fieldSize, cutField, () => ({ label: CUT_MARK, value: [] })),
      };
    default:
      return assertNever(node);
  }
}

function cutAll<Item>(
  items: readonly Item[],
  keep: number,
  size: (item: Item) => number,
  cut: (item: Item, keep: number) => Item,
  mark: () => Item,
): Item[] {
  let remaining = keep;
  const kept: Item[] = [];
  for (const item of items) {
    if (remaining <= 0) return [...kept, mark()];
    if (size(item) > remaining) return [...kept, cut(item, remaining)];
    kept.push(item);
    remaining -= size(item) + 1;
  }
  return kept;
}

function cutField({ label, value }: Field, keep: number): Field {
  return keep < label.length
    ? { label: cutText(label, keep), value: [] }
    : { label, value: cutPhrase(value, keep - label.length) };
}

/** The length of all text in a node, without URLs. */
function nodeSize(node: CardNode): number {
  switch (node.type) {
    case "text":
      return phraseSize(node.content);
    case "heading":
      return node.text.length;
    case "code":
      return node.code.length;
    case "list":
      return sizeOfAll(node.items, phraseSize);
    case "fields":
      return sizeOfAll(node.fields, fieldSize);
    default:
      return assertNever(node);
  }
}

/** Plus one per item, so that empty items have a cost too. */
function sizeOfAll<Item>(items: readonly Item[], size: (item: Item) => number): number {
  return sum(items.map((item) => size(item) + 1));
}

function fieldSize({ label, value }: Field): number {
  return label.length + phraseSize(value);
}

function phraseSize(phrase: Phrase): number {
  return sum(phrase.map((part) => (typeof part === "string" ? part : part.text).length));
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}

/** Cuts a text to `limit` characters and marks the cut. Surrogate pairs stay whole. */
export function shorten(text: string, limit: number): string {
  const characters = [...text.slice(0, 2 * limit + 1)];
  return characters.length > limit ? characters.slice(0, limit).join("") + CUT_MARK : text;
}
