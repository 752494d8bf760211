import type { Steps } from "#core/steps.ts";

/** For each of many texts a list of numbers, packed: some ten bytes a number instead of a hundred. */
export interface Postings {
  /** How many texts there are. Each has a place: its rank among them, by UTF-16 code units. */
  readonly size: number;
  text(place: number): string;
  lengthOf(place: number): number;
  /** The numbers of a text, in the order in which they were added. */
  numbers(place: number): Uint32Array;
  /** The numbers of all texts from a place up to another one, text by text. */
  numbersBetween(from: number, to: number): Uint32Array;
  /** The numbers of a text; none if it isn't there. */
  of(text: string): Uint32Array;
  /** The places of the texts that begin with another one: from the first up to the second. */
  beginningWith(text: string): readonly [from: number, to: number];
}

/** Collects the numbers of texts. */
export interface PostingsBuilder {
  add(text: string, number: number): void;
  build(): Steps<Postings>;
}

/** So many texts or numbers are a step. */
const STEP = 2000;

export function postingsBuilder(): PostingsBuilder {
  const texts = new Map<string, number>();
  const collectedTexts = numberCollector();
  const collected = numberCollector();
  return {
    add(text, number) {
      let id = texts.get(text);
      if (id === undefined) {
        id = texts.size;
        texts.set(text, id);
      }
      collectedTexts.add(id);
      collected.add(number);
    },
    *build() {
      const textOf = collectedTexts.all();
      const numbers = collected.all();
      const sorted = yield* sortTexts(texts.keys());
      const placeOf = new Uint32Array(sorted.length);
      for (const [place, text] of sorted.entries()) placeOf[texts.get(text) ?? 0] = place;
      texts.clear();
      yield;
      const starts = new Uint32Array(sorted.length + 1);
      for (const id of textOf) count(starts, (placeOf[id] ?? 0) + 1);
      for (let place = 0; place < sorted.length; place++) count(starts, place + 1, starts[place]);
      yield;
      const packed = new Uint32Array(numbers.length);
      const next = starts.slice();
      for (let at = 0; at < numbers.length; at++) {
        const place = placeOf[textOf[at] ?? 0] ?? 0;
        packed[next[place] ?? 0] = numbers[at] ?? 0;
        count(next, place);
        if (at % STEP === 0) yield;
      }
      return createPostings(sorted, starts, packed);
    },
  };
}

/** Collects numbers below 2³² in half the memory of an array, none of it on the heap. */
function numberCollector() {
  let values = new Uint32Array(INITIAL_SIZE);
  let length = 0;
  return {
    add(value: number) {
      if (length === values.length) {
        const larger = new Uint32Array(2 * length);
        larger.set(values);
        values = larger;
      }
      values[length++] = value;
    },
    all: () => values.subarray(0, length),
  };
}

const INITIAL_SIZE = 1024;

function count(counts: Uint32Array, at: number, by = 1): void {
  counts[at] = (counts[at] ?? 0) + by;
}

/** Sorts those of each first character by themselves: sorting all at once would be one long step. */
function* sortTexts(texts: Iterable<string>): Steps<readonly string[]> {
  const groups = Map.groupBy(texts, (text) => text.charAt(0));
  const sorted: string[] = [];
  for (const first of [...groups.keys()].sort()) {
    for (const text of (groups.get(first) ?? []).sort()) sorted.push(text);
    yield;
  }
  return sorted;
}

/**
 * @param sorted distinct texts without line breaks, ascending
 * @param starts where the numbers of each text begin, and at the end their count
 */
function createPostings(sorted: readonly string[], starts: Uint32Array, packed: Uint32Array): Postings {
  const joined = joinLines(sorted);
  const size = sorted.length;
  const numbersBetween = (from: number, to: number) => packed.subarray(starts[from], starts[to]);
  const numbers = (place: number) => numbersBetween(place, place + 1);
  const placeOf = (text: string) => {
    let low = 0;
    let high = size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (joined.line(middle) < text) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  return {
    size,
    text: joined.line,
    lengthOf: joined.lengthOf,
    numbers,
    numbersBetween,
    of: (text) => {
      const place = placeOf(text);
      return place < size && joined.line(place) === text ? numbers(place) : NONE;
    },
    // No text of ours has this character, which is above all others.
    beginningWith: (text) => [placeOf(text), placeOf(`${text}\uffff`)],
  };
}

const NONE = new Uint32Array(0);

/** Many short texts as one string, so that they take no more than their characters and an offset. */
export interface JoinedLines {
  /** Each with a line break before and after it. */
  readonly text: string;
  readonly count: number;
  line(at: number): string;
  lengthOf(at: number): number;
  /** The line that a place in the text belongs to. */
  lineAt(place: number): number;
  /** Where a line begins in the text. */
  startOf(at: number): number;
}

export function joinLines(lines: readonly string[]): JoinedLines {
  const text = `\n${lines.join("\n")}\n`;
  const count = lines.length;
  const starts = new Uint32Array(count + 1);
  let next = 1;
  for (let at = 0; at < count; at++) {
    starts[at] = next;
    next += (lines[at]?.length ?? 0) + 1;
  }
  starts[count] = next;
  const startOf = (at: number) => starts[at] ?? next;
  return {
    text,
    count,
    line: (at) => text.slice(startOf(at), startOf(at + 1) - 1),
    lengthOf: (at) => startOf(at + 1) - 1 - startOf(at),
    startOf,
    lineAt: (place) => {
      let low = 0;
      let high = count;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (startOf(middle + 1) <= place) low = middle + 1;
        else high = middle;
      }
      return low;
    },
  };
}
