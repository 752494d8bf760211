/**
 * Puts published ports together that docker-compose 1 wrapped inside their column, `0.0.0.0:8000-` above `>80/tcp`, or
 * went on with below a comma. Their lines keep what stands in the other columns.
 */
export function withWholeCells(lines: readonly string[]): readonly string[] {
  if (!lines.some((line) => (line.includes("->") || /- *$/.test(line)) && MAY_BE_OPEN.test(line))) return lines;
  const whole = [...lines];
  for (let at = 0; at < whole.length; at++) {
    const line = (whole[at] ?? "").trimEnd();
    const cell = MAY_BE_OPEN.test(line) ? (LAST_CELL.exec(line)?.[0] ?? "") : "";
    if (cell === "") continue;
    const column = line.length - cell.length;
    let text = cell;
    for (let below = at + 1; below < Math.min(whole.length, at + MAX_LINES); below++) {
      const next = joined(text, whole[below] ?? "", column);
      if (next === null) break;
      text = next;
      whole[below] = (whole[below] ?? "").slice(0, column);
      whole[at] = line.slice(0, column) + text;
    }
  }
  return whole;
}

const MAX_LINES = 40;
/** A port or an arrow at the end of a line that a transport should follow, or a comma. */
const MAY_BE_OPEN = / {2}\S{0,200}:\d{1,5}(?:-|->|-?>?[\d>-]{0,12}(?:\/[a-z]{0,3})?|\S{0,200},) *$/;
const LAST_CELL = /(?<= {2})\S{1,400}$/;
const MAPPING = /^\S{0,60}:\d{1,5}(?:-\d{1,5})?->\d{1,5}(?:-\d{1,5})?\/(?:tcp|udp|sctp)$/;

/** A cell with what stands below it, if that makes a mapping whole or begins another; else null. */
function joined(cell: string, line: string, column: number): string | null {
  if (line[column - 1] !== " " || line[column] === " ") return null;
  const below = line.slice(column).trimEnd();
  const open = cell.slice(cell.lastIndexOf(",") + 1);
  const [next = ""] = below.split(",", 1);
  if (below === "" || MAPPING.test(open)) return null;
  return MAPPING.test(open + next) ? cell + below : null;
}
