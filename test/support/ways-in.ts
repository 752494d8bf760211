import type { ChatAdapter } from "#core/chat-platform.ts";
import { countCalls, READING } from "./count-calls.ts";
import { PASTE } from "./pastes/secret-paste.ts";

/** How often text is parsed, and a listing looked for in it. */
type Reads = Readonly<Record<keyof typeof READING, number>>;

/** Nothing is typed, and no button asks anything. */
export const NO_TEXT: Reads = { parseQuery: 0, readListeners: 0 };
export const QUERY: Reads = { parseQuery: 1, readListeners: 0 };
/** Text that is a listing, or may hold one. */
export const LISTING: Reads = { parseQuery: 1, readListeners: 1 };

/** What a person does, how often its text is to be read, and the event up to its reply. */
export type WayIn<Platform> = readonly [what: string, reads: Reads, act: (on: Platform) => Promise<unknown>];

/** Counts from the event until the adapter, which is stopped, has nothing left to do. */
export function readsOf(adapter: ChatAdapter, act: () => Promise<unknown>): Promise<Reads> {
  return countCalls(READING, async () => {
    await act();
    await adapter.stop();
  });
}

export const TEXTS = {
  question: "what is on 867?",
  /** A request in words, with a paste below it. */
  request: `can you explain this?\n${PASTE}`,
  command: `explain ${PASTE}`,
  book: "port,transport,name\n8867,tcp,billing",
} as const;

/** A claim as a form is filled in. */
export const CLAIM = { numbers: "8867", name: "billing-api", description: "Billing", owner: "@payments" } as const;
