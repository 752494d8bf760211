/** One measured figure beside the yardstick measured in the same run. */
export interface Row {
  readonly figure: string;
  readonly unit: Unit;
  readonly value: number;
  /** What the figure is held against, and its own value in the same unit. */
  readonly yardstick: { readonly name: string; readonly value: number };
  /** How the two are compared: value ÷ yardstick, or value − yardstick. */
  readonly compared: "ratio" | "difference";
  readonly target: Target | null;
}

export type Unit = "req/s" | "ms" | "µs" | "ns" | "MB" | "files";

export interface Target {
  /** What the limit is for: the value itself, or the comparison with the yardstick. */
  readonly of: "value" | "comparison";
  readonly bound: "at least" | "at most";
  readonly limit: number;
}

/** A row with everything worked out, as `--json` prints it. */
export interface JudgedRow extends Row {
  readonly comparison: number;
  /** Null where there is no target. */
  readonly met: boolean | null;
}

export function judge(row: Row): JudgedRow {
  const { value, yardstick, compared, target } = row;
  const comparison = compared === "ratio" ? value / yardstick.value : value - yardstick.value;
  if (target === null) return { ...row, comparison, met: null };
  const measured = target.of === "value" ? value : comparison;
  return { ...row, comparison, met: target.bound === "at least" ? measured >= target.limit : measured <= target.limit };
}

const HEAD = ["figure", "value", "yardstick", "its value", "compared", "target", "met"];

/** The rows as one aligned table; numbers stand to the right. */
export function formatTable(rows: readonly JudgedRow[]): string {
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

function formatRow({ figure, unit, value, yardstick, compared, comparison, target, met }: JudgedRow): string[] {
  return [
    figure,
    `${formatNumber(value)} ${unit}`,
    yardstick.name,
    `${formatNumber(yardstick.value)} ${unit}`,
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
