import { availableParallelism, cpus, loadavg, totalmem } from "node:os";

/** The conditions of a measurement. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** GiB */
  readonly memory: number;
  readonly node: string;
  readonly platform: string;
  readonly date: string;
  /** The load average over the minute before the run. */
  readonly load: number;
}

export function thisMachine(): Machine {
  return {
    cpu: cpus()[0]?.model.trim() ?? "unknown",
    cores: availableParallelism(),
    memory: Math.round(totalmem() / 2 ** 30),
    node: process.version,
    platform: `${process.platform} ${process.arch}`,
    date: new Date().toISOString().slice(0, 10),
    load: loadavg()[0] ?? Number.NaN,
  };
}

export function formatMachine({ cpu, cores, memory, node, platform, date, load }: Machine): string {
  return `${cpu}, ${cores} cores, ${memory} GiB, ${platform}, Node ${node}, ${date}, load ${load.toFixed(2)} as it began`;
}
