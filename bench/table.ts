import type { Baseline, EvaluatedRow, Target, Unit } from "./row.ts";

const HEAD = ["figure", "value", "baseline", "its value", "compared", "target", "met"];
const NUMERIC = new Set([1, 3, 4]);

/** Formats the rows as an aligned table, numbers to the right. */
export function formatTable(rows: readonly EvaluatedRow[]): string {
  const cells = [HEAD, ...rows.map(formatRow)];
  const widths = HEAD.map((_, column) => Math.max(...cells.map((row) => row[column]?.length ?? 0)));
  const rule = widths.map((width) => "─".repeat(width));
  const lines = [HEAD, rule, ...cells.slice(1)].map((row) =>
    row
      .map((cell, column) => cell[NUMERIC.has(column) ? "padStart" : "padEnd"](widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

function formatRow({ figure, unit, value, baseline, comparison, target, met }: EvaluatedRow): string[] {
  return [
    figure,
    `${formatNumber(value)} ${unit}`,
    baseline?.name ?? "",
    baseline === null ? "" : `${formatNumber(baseline.value)} ${unit}`,
    baseline === null || comparison === null ? "" : formatComparison(baseline, comparison, unit),
    target === null ? "" : formatTarget(target, baseline, unit),
    met === null ? "" : met ? "yes" : "NO",
  ];
}

function formatTarget({ of, atMost }: Target, baseline: Baseline | null, unit: Unit): string {
  return `≤ ${of === "value" || baseline === null ? `${atMost} ${unit}` : formatComparison(baseline, atMost, unit)}`;
}

function formatComparison({ compared }: Baseline, comparison: number, unit: Unit): string {
  if (compared === "ratio") return `${comparison < 10 ? comparison.toFixed(2) : formatNumber(comparison)} ×`;
  return `${comparison < 0 ? "−" : "+"}${formatNumber(Math.abs(comparison))} ${unit}`;
}

function formatNumber(value: number): string {
  const digits = Number.isInteger(value) || value >= 100 ? 0 : value >= 10 ? 1 : 2;
  return value.toFixed(digits);
}
