import { ConfigurationError } from "#core/host.ts";

export type Environment = Readonly<Record<string, string | undefined>>;

/** What is wrong with a variable: the rest of a sentence that begins with its name, without the full stop. */
export class Issue {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Reads a variable's text, which is not blank. */
export type Parse<Value> = (text: string) => Value | Issue;

/** A variable: what its text means, and what it is if it is not set. */
export type Variable<Value> = (text: string | undefined) => Value | Issue;

/** Variables by name. */
export type Variables = Readonly<Record<string, Variable<unknown>>>;

/** The values of variables, by name. */
export type ValuesOf<Given extends Variables> = {
  readonly [Name in keyof Given]: Exclude<ReturnType<Given[Name]>, Issue>;
};

/** A variable that may be missing. */
export function optional<Value>(parse: Parse<Value>): Variable<Value | undefined> {
  return (text) => (text === undefined ? undefined : parse(text));
}

/** A variable with a value where it is missing. */
export function withDefault<Value>(value: Value, parse: Parse<Value>): Variable<Value> {
  return (text) => (text === undefined ? value : parse(text));
}

/** @param parse null for a text that is wrong @param issue what is said of it */
export function parsedBy<Value>(parse: (text: string) => Value | null, issue: string): Parse<Value> {
  return (text) => parse(text) ?? new Issue(issue);
}

/** Any text, without the white space around it. */
export function trimmed(text: string): string {
  return text.trim();
}

/** A text of a form. @param issue what is said of any other */
export function matching(pattern: RegExp, issue: string): Parse<string> {
  return parsedBy((text) => (pattern.test(text) ? text : null), issue);
}

/** One of some words. @param issue what is said of any other text */
export function oneOf<const Word extends string>(words: readonly Word[], issue: string): Parse<Word> {
  return parsedBy((text) => words.find((word) => word === text) ?? null, issue);
}

/** The URL of a web server. @param start `https://`, say @param issue what is said of any other text */
export function url(start: RegExp, issue: string): Parse<string> {
  return parsedBy((text) => (start.test(text.trim()) && URL.canParse(text.trim()) ? text.trim() : null), issue);
}

/** A secret or an id, as it is. */
export const secretVariable = optional(trimmed);

export const urlVariable = optional(url(/^https?:\/\//i, "must be an http or https URL"));

/**
 * Reads variables. Blank ones count as unset.
 * @throws ConfigurationError naming every variable that is wrong
 */
export function readVariables<Given extends Variables>(variables: Given, environment: Environment): ValuesOf<Given> {
  const read = Object.entries(variables).map(([name, variable]) => {
    const text = environment[name];
    return [name, variable(text?.trim() === "" ? undefined : text)] as const;
  });
  const issues = read.flatMap(([name, value]) => (value instanceof Issue ? [`${name} ${value.text}.`] : []));
  if (issues.length > 0) throw new ConfigurationError(issues.join("\n"));
  // What is left are the values, each under its variable's name.
  return Object.fromEntries(read) as ValuesOf<Given>;
}
