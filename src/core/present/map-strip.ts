import type { State } from "#core/registry/registry.ts";

/** One mark for the state of one number; the map's label in the messages explains them. */
export const STATE_MARKS: Readonly<Record<State, string>> = {
  assigned: "■",
  unassigned: "□",
  reserved: "▨",
  withdrawn: "▨",
  unlisted: "▨",
  dynamic: "·",
};

export const HERE_MARK = "▣";

/** One mark for the share of assigned numbers among several. */
export function shareMark(assigned: number, size: number): string {
  if (assigned === 0) return "░";
  if (assigned === size) return "█";
  return assigned * 2 < size ? "▒" : "▓";
}
