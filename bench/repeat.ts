import { Bench } from "tinybench";

/** The median time of each task in nanoseconds. Tasks take turns, so that noise affects all of them. */
export async function medianTimes(tasks: readonly (() => unknown)[]): Promise<number[]> {
  const bench = new Bench({ time: 800, warmupTime: 300 });
  for (const [index, task] of tasks.entries()) bench.add(String(index), task);
  await bench.run();
  return bench.tasks.map(({ result }) => {
    if (result.state === "errored") throw result.error;
    if (result.state !== "completed") throw new Error(`A task is ${result.state}.`);
    return result.latency.p50 * 1e6;
  });
}
