import { Session } from "node:inspector/promises";
import { setImmediate as immediate } from "node:timers/promises";
import { afterAll, beforeAll } from "vitest";
import { readListeners } from "#core/explain/read-listeners.ts";
import { parseQuery } from "#core/query/parse-query.ts";
import { NO_PORT_NAMES } from "#core/registry/port-by-name.ts";

/** The functions to count: name to source file, such as `core/query/parse-query.ts`. */
type FunctionFiles<Name extends string> = Readonly<Record<Name, string>>;

/** The functions that parse text. Platform tests count them from the event to the reply. */
export const READING = {
  parseQuery: "core/query/parse-query.ts",
  readListeners: "core/explain/read-listeners.ts",
} as const;

let session: Session | null = null;

/**
 * Has V8 count the calls of functions in the tests of a file. Once for all of them: V8 drops its optimized code each time
 * it begins.
 */
export function countingCalls(): void {
  beforeAll(async () => {
    session = new Session();
    session.connect();
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
    // V8 counts the call twice that leaves a function's optimized code, and coverage makes every function leave it.
    parseQuery("");
    readListeners("", NO_PORT_NAMES);
  });
  afterAll(() => {
    session?.disconnect();
    session = null;
  });
}

/**
 * Counts the calls of functions while the work runs, by V8's coverage, so that nothing is mocked. Functions that are
 * not called or don't exist count 0. For files that are {@link countingCalls}.
 */
export async function countCalls<Name extends string>(
  functions: FunctionFiles<Name>,
  work: () => unknown,
): Promise<Record<Name, number>> {
  // What an earlier test has left to do isn't counted.
  do await immediate();
  while (Object.values<number>(await takeCounts(functions)).some((count) => count > 0));
  await work();
  return takeCounts(functions);
}

async function takeCounts<Name extends string>(functions: FunctionFiles<Name>): Promise<Record<Name, number>> {
  if (session === null) throw new Error("The file's tests don't count calls.");
  const { result } = await session.post("Profiler.takePreciseCoverage");
  const countOf = (name: string, file: string) =>
    result
      .filter(({ url }) => url.split("?", 1)[0]?.endsWith(file))
      .flatMap((script) => script.functions.filter(({ functionName }) => functionName === name))
      .reduce((sum, { ranges: [whole] }) => sum + (whole?.count ?? 0), 0);
  const counts = Object.entries<string>(functions).map(([name, file]) => [name, countOf(name, file)]);
  return Object.fromEntries(counts);
}
