import { writeSync } from "node:fs";
import { monitorEventLoopDelay } from "node:perf_hooks";

/**
 * Preloaded with `--import`: at each SIGUSR2 prints the longest time since the last one that the event loop was blocked,
 * and the most CPU time that it spent between two timers. Both in ms; the second one doesn't see other processes.
 */
const RESOLUTION = 1;
const delay = monitorEventLoopDelay({ resolution: RESOLUTION });
delay.enable();

let before = process.threadCpuUsage();
let longest = 0;
setInterval(() => {
  const { user, system } = process.threadCpuUsage(before);
  before = process.threadCpuUsage();
  longest = Math.max(longest, (user + system) / 1000);
}, RESOLUTION).unref();

process.on("SIGUSR2", () => {
  writeSync(2, `event loop blocked for ${delay.max / 1e6 - RESOLUTION} ms, ${longest} ms of CPU\n`);
  delay.reset();
  longest = 0;
});
