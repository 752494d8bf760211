import { Session } from "node:inspector/promises";

/** Functions to count: each by its name, with the source file it is declared in, as `core/query/parse-query.ts`. */
type Counted<Name extends string> = Readonly<Record<Name, string>>;

/** What reads text. A platform's test counts these from the event that comes in to the reply that goes out. */
export const READING = {
  parseQuery: "core/query/parse-query.ts",
  readListeners: "core/explain/read-listeners.ts",
} as const;

/**
 * How often functions are called while the work runs, whoever calls them in this thread. V8 counts, so nothing is
 * replaced; a function that is not called, or does not exist, counts 0.
 */
export async function countCalls<Name extends string>(
  functions: Counted<Name>,
  work: () => unknown,
): Promise<Record<Name, number>> {
  const session = new Session();
  session.connect();
  try {
    await session.post("Profiler.enable");
    await session.post("Profiler.startPreciseCoverage", { callCount: true, detailed: false });
    await work();
    const { result } = await session.post("Profiler.takePreciseCoverage");
    const countOf = (name: string, file: string) =>
      result
        .filter(({ url }) => url.split("?", 1)[0]?.endsWith(file))
        .flatMap((script) => script.functions.filter(({ functionName }) => functionName === name))
        .reduce((sum, { ranges: [whole] }) => sum + (whole?.count ?? 0), 0);
    const counts = Object.entries<string>(functions).map(([name, file]) => [name, countOf(name, file)]);
    return Object.fromEntries(counts);
  } finally {
    session.disconnect();
  }
}
