/**
 * The content of a card, independent of any platform. All strings are plain text; renderers escape them. Titles,
 * headings, labels, code and link texts are never blank.
 */
export interface Card {
  readonly title: string;
  readonly status: Status;
  readonly body: readonly CardNode[];
  /** The sources, in small print; may be empty. */
  readonly footnote: string;
}

/** Selects a card's colour and icon; the title says the same in words. */
export type Status = "assigned" | "unassigned" | "reserved" | "dynamic" | "information" | "problem";

export type CardNode = TextNode | HeadingNode | FieldsNode | ListNode | CodeNode;

/** Running text. Links keep text and URL apart, so that targets without links can print both. */
export type Phrase = readonly (string | Link)[];

export interface Link {
  readonly text: string;
  /** An absolute https address. */
  readonly url: string;
}

export interface TextNode {
  readonly type: "text";
  readonly content: Phrase;
}

export interface HeadingNode {
  readonly type: "heading";
  readonly text: string;
}

export interface FieldsNode {
  readonly type: "fields";
  readonly fields: readonly Field[];
}

export interface Field {
  readonly label: string;
  readonly value: Phrase;
}

export interface ListNode {
  readonly type: "list";
  readonly items: readonly Phrase[];
}

/** Text to copy into a shell. */
export interface CodeNode {
  readonly type: "code";
  /** A short caption: the system it runs on. */
  readonly label: string;
  readonly language: "shell" | "powershell" | "text";
  readonly code: string;
}

/** Makes the compiler check that a switch over a union is exhaustive. */
export function assertNever(value: never): never {
  throw new TypeError(`Not a member of the union: ${JSON.stringify(value)}`);
}

/** Joins phrases with a separator. */
export function joinPhrases(phrases: readonly Phrase[], separator: string): Phrase {
  return phrases.flatMap((phrase, at) => (at === 0 ? phrase : [separator, ...phrase]));
}

/** A phrase as plain text: links become their text, followed by the URL in brackets if it differs. */
export function phraseText(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === "string" ? part : linkText(part))).join("");
}

export function linkText(link: Link): string {
  return link.text === link.url ? link.url : `${link.text} (${link.url})`;
}
