import fc from "fast-check";
import { PASTE } from "../support/pastes/secret-paste.ts";

/** One request of the traffic: who sends what, when, and how it reaches Portcall. */
export interface Operation {
  /** Milliseconds after the start. */
  readonly at: number;
  readonly platform: "slack" | "discord";
  /** The workspace or server, from 0 to {@link TEAMS} − 1. */
  readonly team: number;
  readonly person: number;
  readonly way: Way;
  readonly text: string;
  /** What every right answer contains; "" for any. An answer without it is a refusal in words. */
  readonly expects: string;
  /** Set if it changes a port book. */
  readonly change: Change | null;
}

/** A repeated mention is delivered twice, as after a lost acknowledgement. */
export type Way = "command" | "mention" | "repeated mention" | "button" | "form" | Hostile;

/** A request that has to be rejected. */
export type Hostile = (typeof HOSTILE)[number];
const HOSTILE = ["unsigned", "forged", "stale", "malformed", "unknown path"] as const;

/** Each number is claimed in one story only, so that every change of it can be counted. */
export interface Change {
  readonly kind: "claim" | "release" | "undo";
  readonly number: number;
}

export const TEAMS = 8;

export function isHostile(way: Way): way is Hostile {
  return HOSTILE.some((each) => each === way);
}

export interface TrafficOptions {
  readonly seed: number;
  /** Milliseconds. */
  readonly duration: number;
  /** Stories a second. A story is one to four requests. */
  readonly rate: number;
}

/** The same seed makes the same traffic, in the order of time. */
export function createTraffic({ seed, duration, rate }: TrafficOptions): readonly Operation[] {
  const numRuns = Math.ceil((duration * rate) / 1000);
  const stories = fc.sample(STORY, { seed, numRuns });
  return stories
    .flatMap(({ platform, delay, tell }, index) => {
      const at = ((index + delay) * 1000) / rate;
      // Nobody asks more often than the rate limiter allows, and two people of a story differ.
      const place = { at, platform, team: index % TEAMS, person: (2 * index) % PEOPLE };
      return tell(place, FIRST_PORT + Math.floor(index / TEAMS));
    })
    .toSorted((a, b) => a.at - b.at);
}

const PEOPLE = 4000;
const FIRST_PORT = 2000;
/** Milliseconds from a claim to what becomes of it. */
const LATER = 1500;

type Place = Pick<Operation, "at" | "platform" | "team" | "person">;
type Story = (place: Place, number: number) => readonly Operation[];

const QUESTIONS = [
  ["867", "867"],
  ["what is on 443?", "443"],
  ["udp 53", "domain"],
  ["postgres", "5432"],
  ["8000-8010", "8000"],
  ["ports for kafka", "9092"],
  ["80 vs 443", "443"],
  ["6379 more", "6379"],
  ["free 3", ""],
  ["book", ""],
  ["book history", ""],
  ["settings", ""],
  ["help", ""],
] as const;

const question: fc.Arbitrary<Story> = fc
  .record({
    asked: fc.constantFrom(...QUESTIONS),
    way: fc.constantFrom("command", "command", "mention", "button", "repeated mention"),
  })
  .map(({ asked: [text, expects], way }) => (place) => [{ ...place, way, text, expects, change: null }]);

const paste: fc.Arbitrary<Story> = fc
  .constantFrom("command" as const, "mention" as const)
  .map((way) => (place) => [{ ...place, way, text: `explain ${PASTE}`, expects: "51820", change: null }]);

/** A claim by one person or by two at once, and what becomes of it. Whoever undoes it clicks twice. */
const claim: fc.Arbitrary<Story> = fc
  .record({
    way: fc.constantFrom("command", "form"),
    rival: fc.boolean(),
    later: fc.constantFrom("keep", "release", "undo"),
  })
  .map(({ way, rival, later }) => (place, number) => {
    const step = (kind: Change["kind"], more: Partial<Operation>): Operation => ({
      ...place,
      way: "command",
      text: `${kind} ${number}`,
      expects: "",
      change: { kind, number },
      ...more,
    });
    const text = `claim ${number} soak`;
    const then = { at: place.at + LATER };
    return [
      step("claim", { way, text }),
      ...(rival ? [step("claim", { text, person: place.person + 1 })] : []),
      ...(later === "release" ? [step("release", then)] : []),
      ...(later === "undo" ? [step("undo", { ...then, way: "button" }), step("undo", { ...then, way: "button" })] : []),
    ];
  });

const attack: fc.Arbitrary<Story> = fc
  .constantFrom(...HOSTILE)
  .map((way) => (place) => [{ ...place, way, text: "867", expects: "", change: null }]);

const STORY = fc.record({
  platform: fc.constantFrom("slack" as const, "discord" as const),
  /** Of the time between two stories. */
  delay: fc.double({ min: 0, max: 1, noNaN: true }),
  tell: fc.oneof(
    { weight: 50, arbitrary: question },
    { weight: 8, arbitrary: paste },
    { weight: 18, arbitrary: claim },
    { weight: 24, arbitrary: attack },
  ),
});
