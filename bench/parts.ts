import { benchDiscord } from "./discord.ts";
import { benchExplain } from "./explain.ts";
import { benchGenerated } from "./generated.ts";
import { benchGrowth } from "./growth.ts";
import { benchLookup } from "./lookup.ts";
import { benchMixedRun } from "./mixed-run.ts";
import { benchPage } from "./page.ts";
import { benchReading } from "./reading.ts";
import { benchRegistry } from "./registry.ts";
import { benchRender } from "./render.ts";
import type { Row } from "./row.ts";
import { benchSlack } from "./slack.ts";
import { benchStart } from "./start.ts";
import { benchStore } from "./store.ts";

const BENCHMARKS = {
  slack: benchSlack,
  discord: benchDiscord,
  mixed: benchMixedRun,
  start: benchStart,
  registry: benchRegistry,
  render: benchRender,
  lookup: benchLookup,
  reading: benchReading,
  explain: benchExplain,
  generated: benchGenerated,
  store: benchStore,
  page: benchPage,
  growth: benchGrowth,
} satisfies Record<string, () => Promise<Row[]>>;

export type PartName = keyof typeof BENCHMARKS;

/** The parts of the benchmark, in the order in which they run. */
export const PARTS: Readonly<Record<PartName, () => Promise<Row[]>>> = BENCHMARKS;

export function isPartName(name: string): name is PartName {
  return Object.hasOwn(PARTS, name);
}

export const PART_NAMES: readonly PartName[] = Object.keys(PARTS).filter(isPartName);
