import type { RuleSet } from "#core/firewall/rule.ts";

/** Reads the rules of one notation from the lines of a paste. Never throws. */
export interface NotationReader {
  /** How many lines from this one on belong to it: 0 for another's. */
  take(lines: readonly string[], at: number): number;
  /** What the lines so far say. */
  ruleSets(): readonly RuleSet[];
}
