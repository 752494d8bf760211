import type { Bot } from "./stage.ts";

/** The process at one moment. */
export interface Sample {
  /** Milliseconds after the start. */
  readonly at: number;
  /** MB (10⁶ bytes) */
  readonly memory: number;
  readonly files: number;
}

export interface Monitor {
  stop(): readonly Sample[];
}

/** Milliseconds between samples. */
const INTERVAL = 1000;

/** Watches a process from outside. */
export function startMonitor({ child }: Bot): Monitor {
  const began = performance.now();
  const samples: Sample[] = [];
  const sample = async () => {
    const at = performance.now() - began;
    const [memory, files] = await Promise.all([child.residentMemory(), child.openFiles()]);
    samples.push({ at, memory, files });
  };
  // It may have ended.
  const timer = setInterval(() => void sample().catch(() => {}), INTERVAL);
  return {
    stop() {
      clearInterval(timer);
      return samples;
    },
  };
}

/** The samples whose name matches, from a page in Prometheus' format; null if there is no such page. */
export async function readMetrics(url: string, name: RegExp): Promise<readonly string[] | null> {
  const response = await fetch(url).catch(() => null);
  if (response === null || !response.ok) return null;
  return (await response.text()).split("\n").filter((line) => !line.startsWith("#") && name.test(line));
}
