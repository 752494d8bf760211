/** Lines without what stood before each of them, and the hosts that some began with. */
export interface UnmarkedLines {
  readonly lines: readonly string[];
  /** By the index of the line. */
  readonly hosts: ReadonlyMap<number, string>;
}

/** What people and tools put before each line of a listing. */
type Mark = "comment" | "bullet" | "number" | "host" | "label" | "time";

/** Each pattern takes one blank after the mark, so that indentation below it is kept; a host is in a group. */
const MARKS: Readonly<Record<Mark, RegExp>> = {
  comment: /^ {0,40}(?:(?:#{1,6}|\/{2,3}|;{1,2}|%|rem|>{1,3}|<!--|--)(?: [=-]>)?(?: |$)|(?:#|\/\/|;|--)(?=[\w*[:]))/i,
  bullet: /^ {0,40}(?:[*•·‣◦●○+]|-|\[[*+]\]|\d{1,3}[.)])(?: |$)/,
  // `cat -n`, `grep -n`, editors.
  number: /^ {0,20}\d{1,6}(?:[:|-]| {1,2}\||(?= |$))/,
  // pdsh, salt, Ansible, Compose and Vagrant name the host or the container.
  host: /^(?:==> )?(?!(?:output|result|example|stdout|nmap|trace|debug|info|notice|warn|warning):)([A-Za-z][\w.-]{0,62}) {0,40}[:|](?: |$)/i,
  // `Expected output: `, in any language; one English word may be a host.
  label:
    /^ {0,40}(?:output|result|example|stdout|nmap|trace|debug|info|notice|warn|warning|\p{L}(?=[\w'-]{0,40}[^!-~])[\p{L}\p{M}\d '-]{0,40}(?<! ))[:：] {1,8}/iu,
  time: /^\[?(?:[A-Z][a-z]{2} {1,2}\d{1,2} |\d{4}-\d\d-\d\d[T ])?\d\d:\d\d:\d\d[.,\d]{0,10}(?:Z|[+-]\d\d:?\d\d)?\]?(?: [\w.-]{1,63} [\w./-]{1,40}(?:\[\d{1,8}\])?:| (?:- )?\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING)\]?:?(?: -)?)?(?: |$)/,
};
const MARK_NAMES: readonly Mark[] = ["time", "comment", "bullet", "number", "host", "label"];
/** Every mark has one of these among its first characters. */
const MAY_BE_MARKED =
  /^ {0,40}(?:[#/;%<>*•·‣◦●○+[-]|\d{1,6}[ :|.)-]|\d\d\d\d-|\d\d:|[Rr]em |REM |==> |[A-Za-z][\w.-]{0,62}(?: {0,40}[:|](?: |$)| {1,2}\d{1,2} \d\d:)|[A-Za-z\u00aa-\uffff][A-Za-z\d '\u00aa-\uffff-]{0,41}[:：] )/;
/** Marks are looked for in this many lines, so that a long text without any costs nothing. */
const SAMPLED = 200;
/** A mark before this share of the lines was put there by a tool or a person, whatever the line looks like with it. */
const SHARED = 0.8;

/** Whether a line begins a row or is the head of a table. */
type IsListed = (line: string) => boolean;

/** How many marks a line has at most: a comment with a bullet and a label. */
const MAX_MARKS = 3;

/**
 * Removes the marks before each line: a comment's, a bullet, a line number, a time, a host, a label. A kind of mark is
 * removed if a row or a table's head stands behind it somewhere. Unless nearly all lines have it, it stays before lines
 * that are rows with it, so a prompt or the first column of a listing is kept. Remarks behind rows are removed as well.
 */
export function withoutMarks(lines: readonly string[], isListed: IsListed): UnmarkedLines {
  const hosts = new Map<number, string>();
  const levels = usedLevels(lines, isListed);
  const unmarked = lines.map((marked, at) => {
    let line = marked;
    for (const used of levels) line = withoutMark(line, used, isListed, (host) => hosts.set(at, host));
    return withoutRemark(line, isListed);
  });
  return { lines: unmarked, hosts };
}

/** The kinds of mark that stand first, those that stand first once these are removed, and so on. */
function usedLevels(lines: readonly string[], isListed: IsListed): readonly (readonly UsedMark[])[] {
  const levels: (readonly UsedMark[])[] = [];
  let sample = lines.filter((line) => line.trim() !== "").slice(0, SAMPLED);
  while (levels.length < MAX_MARKS) {
    const used = usedMarks(sample, isListed);
    if (used.length === 0) break;
    levels.push(used);
    sample = sample.map((line) => withoutMark(line, used, isListed, () => {}));
  }
  return levels;
}

function withoutMark(
  line: string,
  used: readonly UsedMark[],
  isListed: IsListed,
  nameHost: (host: string) => void,
): string {
  if (!MAY_BE_MARKED.test(line)) return line;
  let isRow: boolean | null = null;
  for (const { mark, isShared } of used) {
    const match = MARKS[mark].exec(line);
    if (match === null) continue;
    if (!isShared) isRow ??= isListed(line);
    if (!isShared && isRow === true) continue;
    if (match[1] !== undefined) nameHost(match[1]);
    return line.slice(match[0].length);
  }
  return line;
}

/** What people write behind a row: `# the web server`, `<-- why?`, a tick. */
const REMARK = / (?:#{1,3}|\/\/|<-{1,3}|<={1,2}| ->(?= \D+$)|[✓✗✘]|\p{Extended_Pictographic}\ufe0f?)(?: |$)/u;
/** Any of these stands in a remark. */
const MAY_HAVE_REMARK = / (?:[#<]|\/\/| ->|[\u2190-\uffff])/;

/** A line in a list of JSON, as Ansible prints those of a command. */
const QUOTED = /^ *"([^"]{10,400})",?$/;

/** A row without the remark behind it, or the row that is itself a remark behind a command. */
function withoutRemark(line: string, isListed: IsListed): string {
  const quoted = QUOTED.exec(line)?.[1];
  if (quoted !== undefined && isListed(quoted)) return quoted;
  const match = MAY_HAVE_REMARK.test(line) ? REMARK.exec(line.slice(0, MAX_REMARKED)) : null;
  if (match === null || match.index === 0) return line;
  const [before, behind] = [line.slice(0, match.index), line.slice(match.index + match[0].length).trimStart()];
  if (isListed(before)) return before;
  return !isListed(line) && isListed(behind) ? behind : line;
}

/** In characters. */
const MAX_REMARKED = 400;

/** A line of YAML or JSON behind its number or time. */
const KEY = /^ {0,80}(?:- )?["']?[\w./-]{1,80}["']? ?:(?: |$)/;

interface UsedMark {
  readonly mark: Mark;
  /** Whether nearly all lines have it. */
  readonly isShared: boolean;
}

/** The kinds of mark that stand before rows. */
function usedMarks(sample: readonly string[], isListed: IsListed): readonly UsedMark[] {
  const marked = Map.groupBy(sample, (line) =>
    MAY_BE_MARKED.test(line) ? MARK_NAMES.find((name) => MARKS[name].test(line)) : undefined,
  );
  return MARK_NAMES.flatMap((mark) => {
    const own = marked.get(mark) ?? [];
    const isShared = own.length > 1 && own.length >= sample.length * SHARED;
    const isBehind = (line: string) =>
      MARK_NAMES.some((other) => isListed(other === mark ? line : line.replace(MARKS[other], "")));
    const isUsed = own.some((line) => isBehind(line.replace(MARKS[mark], "")) && (isShared || !isListed(line)));
    const isOfValues =
      (mark === "number" || mark === "time") &&
      isShared &&
      own.filter((line) => KEY.test(line.replace(MARKS[mark], ""))).length * 2 > own.length;
    return isUsed || isOfValues ? [{ mark, isShared }] : [];
  });
}
