/** A measured figure, with the baseline measured in the same run where there is one. */
export interface Row {
  readonly figure: string;
  readonly unit: Unit;
  readonly value: number;
  readonly baseline: Baseline | null;
  readonly target: Target | null;
}

export type Unit = "req/s" | "ms" | "µs" | "ns" | "MB" | "KB" | "bytes" | "packages";

/** What the value is compared with: value ÷ baseline, or value − baseline. */
export interface Baseline {
  readonly name: string;
  /** In the row's unit. */
  readonly value: number;
  readonly compared: "ratio" | "difference";
}

/** The limit of the value itself, or of its comparison with the baseline. */
export interface Target {
  readonly of: "value" | "comparison";
  readonly atMost: number;
}

export function ratioTo(name: string, value: number): Baseline {
  return { name, value, compared: "ratio" };
}

export function differenceFrom(name: string, value: number): Baseline {
  return { name, value, compared: "difference" };
}

export function valueAtMost(atMost: number): Target {
  return { of: "value", atMost };
}

export function comparisonAtMost(atMost: number): Target {
  return { of: "comparison", atMost };
}

/** A row with its results, as printed by `--json`. */
export interface EvaluatedRow extends Row {
  /** The part of the benchmark that it belongs to. */
  readonly part: string;
  /** Null without a baseline. */
  readonly comparison: number | null;
  /** Null without a target. */
  readonly met: boolean | null;
}

export function evaluate(part: string, row: Row): EvaluatedRow {
  const { value, baseline, target } = row;
  const comparison = baseline === null ? null : compare(value, baseline);
  const measured = target?.of === "comparison" ? comparison : value;
  return { part, ...row, comparison, met: target === null ? null : measured !== null && measured <= target.atMost };
}

function compare(value: number, baseline: Baseline): number {
  return baseline.compared === "ratio" ? value / baseline.value : value - baseline.value;
}
