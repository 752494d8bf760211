/** A measured figure with the baseline measured in the same run. */
export interface Row {
  readonly figure: string;
  readonly unit: Unit;
  readonly value: number;
  /** The baseline's name and its value in the same unit. */
  readonly baseline: { readonly name: string; readonly value: number };
  /** The comparison: value ÷ baseline, or value − baseline. */
  readonly compared: "ratio" | "difference";
  readonly target: Target | null;
}

export type Unit = "req/s" | "ms" | "µs" | "ns" | "MB" | "bytes" | "files";

export interface Target {
  /** What the limit applies to: the value, or the comparison with the baseline. */
  readonly of: "value" | "comparison";
  readonly bound: "at least" | "at most";
  readonly limit: number;
}

/** A row with its results, as printed by `--json`. */
export interface EvaluatedRow extends Row {
  readonly comparison: number;
  /** Null if there is no target. */
  readonly met: boolean | null;
}

export function evaluate(row: Row): EvaluatedRow {
  const { value, baseline, compared, target } = row;
  const comparison = compared === "ratio" ? value / baseline.value : value - baseline.value;
  if (target === null) return { ...row, comparison, met: null };
  const measured = target.of === "value" ? value : comparison;
  return { ...row, comparison, met: target.bound === "at least" ? measured >= target.limit : measured <= target.limit };
}

const HEAD = ["figure", "value", "baseline", "its value", "compared", "target", "met"];

/** Formats the rows as an aligned table, numbers to the right. */
export function formatTable(rows: readonly EvaluatedRow[]): string {
  const cells = [HEAD, ...rows.map(formatRow)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const rule = widths.map((width) => "─".repeat(width));
  const numeric = new Set([1, 3, 4]);
  const lines = [HEAD, rule, ...cells.slice(1)].map((row) =>
    row
      .map((cell, column) => cell[numeric.has(column) ? "padStart" : "padEnd"](widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

function formatRow({ figure, unit, value, baseline, compared, comparison, target, met }: EvaluatedRow): string[] {
  return [
    figure,
    `${formatNumber(value)} ${unit}`,
    baseline.name,
    `${formatNumber(baseline.value)} ${unit}`,
    formatComparison(compared, comparison, unit),
    target === null ? "" : formatTarget(target, compared, unit),
    met === null ? "" : met ? "yes" : "NO",
  ];
}

function formatTarget({ of, bound, limit }: Target, compared: Row["compared"], unit: Unit): string {
  const sign = bound === "at least" ? "≥" : "≤";
  return `${sign} ${of === "value" ? `${limit} ${unit}` : formatComparison(compared, limit, unit)}`;
}

function formatComparison(compared: Row["compared"], comparison: number, unit: Unit): string {
  if (compared === "ratio") return `${comparison < 10 ? comparison.toFixed(2) : formatNumber(comparison)} ×`;
  return `${comparison < 0 ? "−" : "+"}${formatNumber(Math.abs(comparison))} ${unit}`;
}

function formatNumber(value: number): string {
  const digits = Number.isInteger(value) || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toFixed(digits);
}
