/** Counts the lines of a log by level and message, the most frequent first. */
export function countLogLines(output: string): readonly (readonly [line: string, count: number])[] {
  const counts = new Map<string, number>();
  for (const text of output.split("\n")) {
    const line = readLogLine(text);
    if (line === null) continue;
    const key = `${line.level} ${line.message}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return [...counts].toSorted(([, a], [, b]) => b - a);
}

export interface LogLine {
  readonly level: string;
  readonly message: string;
  /** The field `reason`, or the error's own message. */
  readonly reason: string;
}

const LEVELS: Readonly<Record<string, string>> = { 20: "debug", 30: "info", 40: "warn", 50: "error", 60: "fatal" };

/** Null for a line that is not of the log. */
export function readLogLine(text: string): LogLine | null {
  if (!text.startsWith("{")) return null;
  try {
    const { level, msg, reason, error } = JSON.parse(text);
    return {
      level: LEVELS[level] ?? String(level),
      message: String(msg),
      reason: String(reason ?? error?.message ?? ""),
    };
  } catch {
    return null;
  }
}
