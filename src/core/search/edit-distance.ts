/**
 * The restricted Damerau–Levenshtein distance (optimal string alignment): insertions, deletions, substitutions and
 * swaps of neighbours. Returns `bound + 1` for anything above `bound`.
 */
export function editDistance(a: string, b: string, bound: number): number {
  const beyond = bound + 1;
  if (Math.abs(a.length - b.length) > bound) return beyond;
  let [beforeLast, last, row] = ROWS;
  for (let j = 0; j <= b.length; j++) last[j] = Math.min(j, beyond);
  for (let i = 1; i <= a.length; i++) {
    // A cell farther from the diagonal takes more edits than are allowed.
    const from = Math.max(1, i - bound);
    const to = Math.min(b.length, i + bound);
    const code = a.charCodeAt(i - 1);
    row[from - 1] = from === 1 ? Math.min(i, beyond) : beyond;
    let least = row[from - 1] ?? beyond;
    for (let j = from; j <= to; j++) {
      const same = code === b.charCodeAt(j - 1);
      let cost = (last[j - 1] ?? beyond) + (same ? 0 : 1);
      if (!same) {
        cost = Math.min(cost, (last[j] ?? beyond) + 1, (row[j - 1] ?? beyond) + 1);
        const isSwap = i > 1 && j > 1 && code === b.charCodeAt(j - 2) && a.charCodeAt(i - 2) === b.charCodeAt(j - 1);
        if (isSwap) cost = Math.min(cost, (beforeLast[j - 2] ?? beyond) + 1);
      }
      row[j] = cost;
      if (cost < least) least = cost;
    }
    if (least > bound) return beyond;
    row[to + 1] = beyond;
    [beforeLast, last, row] = [last, row, beforeLast];
  }
  return Math.min(last[b.length] ?? beyond, beyond);
}

/** The rows that a calculation works on: making them anew would take longer than the calculation. */
const ROWS: readonly [number[], number[], number[]] = [[], [], []];
