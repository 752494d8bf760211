import { Session } from "node:inspector/promises";
import { setImmediate as immediate } from "node:timers/promises";
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

/**
 * Counts the calls of functions while the work runs, by V8's coverage, so that nothing is mocked. Functions that are
 * not called or don't exist count 0.
 */
export async function countCalls<Name extends string>(
  functions: FunctionFiles<Name>,
  work: () => unknown,
): Promise<Record<Name, number>> {
  const session = new Session();
  session.connect();
  const takeCounts = async (): Promise<Record<Name, number>> => {
    const { result } = await session.post("Profiler.takePreciseCoverage");
    const countOf = (name: string, file: string) =>
      result
        .filter(({ url }) => url.split("?", 1)[0]?.endsWith(file))
        .flatMap((script) => script.functions.filter(({ functionName }) => functionName === name))
        .reduce((sum, { ranges: [whole] }) => sum + (whole?.count ?? 0), 0);
    const counts = Object.entries<string>(functions).map(([name, file]) => [name, countOf(name, file)]);
    return Object.fromEntries(counts);
  };
  const isQuiet = async () => Object.values<number>(await takeCounts()).every((count) => count === 0);
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
    // V8 counts the call twice that leaves a function's optimized code, and coverage makes every function leave it.
    parseQuery("");
    readListeners("", NO_PORT_NAMES);
    // Test files share their worker: what an earlier one has left to do isn't counted.
    do await immediate();
    while (!(await isQuiet()));
    await work();
    return await takeCounts();
  } finally {
    session.disconnect();
  }
}
