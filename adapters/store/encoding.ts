import { configure } from "safe-stable-stringify";
import type { Change, Json, Page } from "#core/host.ts";
import type { EncodedChange } from "./engine.ts";

/**
 * The stored text of a value, in Keyv's envelope, so that other programs can read it with Keyv. Equal JSON gives the same
 * text, whatever the order of its keys. Characters that a database may refuse (NUL, lone surrogates) are escaped.
 */
export function encode(value: Json): string {
  return canonicalJson({ value });
}

/** Object keys in code unit order, no whitespace; throws on values that JSON does not have. */
const canonicalJson: (value: object) => string = configure({ strict: true });

/** The value of a stored text; throws a SyntaxError if the text is not JSON. */
export function decode(text: string): Json {
  return JSON.parse(text).value;
}

/** Encodes a change for an engine. A key that is both put and removed is put; of two values for a key, the last is used. */
export function encodeChange({ expect = [], put = [], remove = [], expiresIn }: Change): EncodedChange {
  if (expiresIn !== undefined && !(expiresIn > 0 && Number.isSafeInteger(Math.ceil(expiresIn)))) {
    throw new TypeError("expiresIn is a number of milliseconds above 0.");
  }
  // A claim on many ports is the same value under each.
  const texts = new Map<Json, string>();
  const textOf = (value: Json): string => {
    const text = texts.get(value) ?? encode(value);
    texts.set(value, text);
    return text;
  };
  const puts = new Map(put.map(([key, value]) => [checkKey(key), textOf(value)]));
  return {
    expect: expect.map(([key, value]) => [checkKey(key), value === undefined ? null : textOf(value)]),
    put: [...puts],
    remove: [...new Set(remove)].map(checkKey).filter((key) => !puts.has(key)),
    expiresIn: expiresIn === undefined ? null : Math.ceil(expiresIn),
  };
}

/** How many keys a change touches. */
export function sizeOf({ expect, put, remove }: EncodedChange): number {
  return expect.length + put.length + remove.length;
}

/** Returns the key, or throws a TypeError: databases differ in how they handle other characters. */
export function checkKey(key: string): string {
  if (!KEY.test(key)) throw new TypeError("A key is 1 to 200 characters of A-Z a-z 0-9 . _ : - /");
  return key;
}

/** Returns the prefix, or throws a TypeError. */
export function checkPrefix(prefix: string): string {
  if (prefix !== "" && !(KEY.test(prefix) && prefix.endsWith("/"))) {
    throw new TypeError("A prefix is empty, or a key's beginning that ends in a slash.");
  }
  return prefix;
}

/** Returns the page, or throws a TypeError. */
export function checkPage(page: Page): Page {
  if (page.after !== undefined) checkKey(page.after);
  if (page.limit !== undefined && !(Number.isSafeInteger(page.limit) && page.limit > 0)) {
    throw new TypeError("A page's limit is a whole number above 0.");
  }
  return page;
}

const KEY = /^[A-Za-z0-9._:/-]{1,200}$/;
