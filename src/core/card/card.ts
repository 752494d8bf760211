/**
 * The content of a card, independent of any platform. Every string is plain text; a renderer escapes it on the way out.
 * A title, a heading, a label, code and a link's words are never blank.
 */
export interface Card {
  readonly title: string;
  readonly status: Status;
  readonly body: readonly CardNode[];
  /** Where the facts come from, in small print; empty for none. */
  readonly footnote: string;
}

/** What a card's colour and mark stand for; the title says the same in words. */
export type Status = "assigned" | "unassigned" | "reserved" | "dynamic" | "information" | "problem";

export type CardNode = TextNode | HeadingNode | FieldsNode | ListNode | CodeNode;

/** Running text. A link keeps its words and its address apart, so that a target without links can print both. */
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
  /** What it is for, in a word or two: the system it runs on. */
  readonly label: string;
  readonly language: "shell" | "powershell" | "text";
  readonly code: string;
}

/** For the end of a switch over a closed union: the compiler refuses it while a member is not handled. */
export function assertNever(value: never): never {
  throw new TypeError(`Not a member of the union: ${JSON.stringify(value)}`);
}

/** The phrases one after the other, with a separator between them. */
export function joinPhrases(phrases: readonly Phrase[], separator: string): Phrase {
  return phrases.flatMap((phrase, at) => (at === 0 ? phrase : [separator, ...phrase]));
}

/** A phrase as plain text: a link is its words, followed by its address in brackets where that says more. */
export function phraseText(phrase: Phrase): string {
  return phrase.map((part) => (typeof part === "string" ? part : linkText(part))).join("");
}

export function linkText(link: Link): string {
  return link.text === link.url ? link.url : `${link.text} (${link.url})`;
}
