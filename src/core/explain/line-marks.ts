/** Lines without what stood before each of them, and the hosts that some began with. */
export interface UnmarkedLines {
  readonly lines: readonly string[];
  /** By the index of the line. */
  readonly hosts: ReadonlyMap<number, string>;
}

/** What people and tools put before each line of a listing. */
type Mark = "comment" | "bullet" | "number" | "host" | "time";

/** Each pattern takes one blank after the mark, so that indentation below it is kept; a host is in a group. */
const MARKS: Readonly<Record<Mark, RegExp>> = {
  comment: /^ {0,40}(?:#{1,3}|\/{2,3}|;{1,2}|%|rem|>{1,3})(?: |$)/i,
  bullet: /^ {0,40}(?:[*•·‣◦+]|-{1,2}|\d{1,3}[.)])(?: |$)/,
  // `cat -n`, `grep -n`, editors.
  number: /^ {0,20}\d{1,6}(?:[:|-]| {1,2}\||(?= |$))/,
  // pdsh, salt, Ansible, Compose and Vagrant name the host or the container.
  host: /^(?:==> )?([A-Za-z][\w.-]{0,62}) {0,40}[:|](?: |$)/,
  time: /^\[?(?:[A-Z][a-z]{2} {1,2}\d{1,2} |\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d[.,\d]{0,10}(?:Z|[+-]\d\d:?\d\d)?\]?(?: [\w.-]{1,63} [\w./-]{1,40}(?:\[\d{1,8}\])?:)?(?: |$)/,
};
const MARK_NAMES: readonly Mark[] = ["time", "comment", "bullet", "number", "host"];
/** Every mark has one of these among its first characters. */
const MAY_BE_MARKED =
  /^ {0,40}(?:[#/;%>*•·‣◦+[-]|\d{1,6}[ :|.)-]|\d\d\d\d-|\d\d:|rem |==> |[A-Za-z][\w.-]{0,62}(?: {0,40}[:|] | {1,2}\d{1,2} \d\d:))/i;
/** Marks are looked for in this many lines, so that a long text without any costs nothing. */
const SAMPLED = 200;
/** A mark before this share of the lines was put there by a tool or a person, whatever the line looks like with it. */
const SHARED = 0.8;

/** Whether a line begins a row or is the head of a table. */
type IsListed = (line: string) => boolean;

/**
 * Removes the mark before each line: a comment's, a bullet, a line number, a time, a host. A kind of mark is removed if a
 * row or a table's head stands behind it somewhere. Unless nearly all lines have it, it stays before lines that are rows
 * with it, so a prompt or the first column of a listing is kept.
 */
export function withoutMarks(lines: readonly string[], isListed: IsListed): UnmarkedLines {
  const hosts = new Map<number, string>();
  const used = usedMarks(lines, isListed);
  if (used.length === 0) return { lines, hosts };
  const unmarked = lines.map((line, at) => {
    if (!MAY_BE_MARKED.test(line)) return line;
    for (const { mark, isShared } of used) {
      const match = MARKS[mark].exec(line);
      if (match === null || (!isShared && isListed(line))) continue;
      if (match[1] !== undefined) hosts.set(at, match[1]);
      return line.slice(match[0].length);
    }
    return line;
  });
  return { lines: unmarked, hosts };
}

interface UsedMark {
  readonly mark: Mark;
  /** Whether nearly all lines have it. */
  readonly isShared: boolean;
}

/** The kinds of mark that stand before rows. */
function usedMarks(lines: readonly string[], isListed: IsListed): readonly UsedMark[] {
  const sample = lines.filter((line) => line.trim() !== "").slice(0, SAMPLED);
  const marked = Map.groupBy(sample, (line) =>
    MAY_BE_MARKED.test(line) ? MARK_NAMES.find((name) => MARKS[name].test(line)) : undefined,
  );
  return MARK_NAMES.flatMap((mark) => {
    const own = marked.get(mark) ?? [];
    const isShared = own.length > 1 && own.length >= sample.length * SHARED;
    const isUsed = own.some((line) => isListed(line.replace(MARKS[mark], "")) && (isShared || !isListed(line)));
    return isUsed ? [{ mark, isShared }] : [];
  });
}
