import { Bench } from "tinybench";

/**
 * The median time of each task in nanoseconds. Tasks take turns, so that noise affects all of them; slow ones run a few
 * times only.
 */
export async function medianTimes(tasks: readonly (() => unknown)[]): Promise<number[]> {
  const bench = new Bench({ time: 500, warmupTime: 200, iterations: 5, warmupIterations: 2 });
  for (const [index, task] of tasks.entries()) bench.add(String(index), task);
  await bench.run();
  return bench.tasks.map(({ result }) => {
    if (result.state === "errored") throw result.error;
    if (result.state !== "completed") throw new Error(`A task is ${result.state}.`);
    return result.latency.p50 * 1e6;
  });
}
