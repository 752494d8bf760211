import type { PastedListener } from "#core/explain/listener.ts";
import { isDigits, isPlaceholder, processId, programName } from "#core/explain/reader.ts";

/** Whose columns a row of sockets has; `section` for rows below a heading that names their protocol. */
export type SocketStyle = "ss" | "linux" | "bsd" | "windows" | "sockstat" | "section";

type User = Pick<PastedListener, "process" | "pid">;

/** The processes of a socket. */
export interface Owners {
  readonly users: readonly User[];
  /** Whether the row is complete; otherwise a wrapped rest may follow. */
  readonly isWhole: boolean;
}

/** What stands around the addresses of a socket. */
export interface OwnerColumns {
  readonly style: SocketStyle;
  readonly transport: string | null;
  /** Before the protocol. */
  readonly before: readonly string[];
  /** After the addresses. */
  readonly tail: readonly string[];
  readonly header: readonly string[];
  /** Whether they were on several lines. */
  readonly isJoined: boolean;
}

const USERS = "users:((";
/** As somebody typed it. */
const SPACED_USERS = /^users:? ?\(\((?=")/;
const NOBODY: Owners = { users: [], isWhole: true };
/** A state as netstat prints it, in some languages translated. */
export const STATE = /^\p{Lu}[\p{Lu}_\d]{2,11}$/u;

/** One that a person or a browser translated, or wrote in small letters: `监听`, `Écoute`, `listen`. */
const TRANSLATED = /^(?:listen(?:ing)?|(?=.{0,20}[^ -~])\p{L}{2,20})$/iu;

/** A state that says so, in whole or cut at the end of a line. */
export const isListen = (word = "") => word.length > 2 && "LISTENING".startsWith(word);

/** The owners of a socket; null if the words can't be the rest of such a row. */
export function ownersOf(columns: OwnerColumns): Owners | null {
  const { style, before, tail, header, transport, isJoined } = columns;
  const [state = ""] = tail;
  switch (style) {
    case "ss":
      return (isJoined ? null : bareOwner(tail)) ?? ssUsers(tail.join(" ").replace(SPACED_USERS, USERS), isJoined);
    case "sockstat":
      // A user, a program whose name may have blanks, its id, a descriptor.
      return one(hasNoDescriptor(header) ? illumosUser(before) : sockstatUser(before), true);
    case "windows":
      return windowsOwner(tail, transport, isJoined);
    case "section":
      // Solaris 11 with -u: a user, the id, a program.
      return isDigits(tail[1]) && /^[a-z]/i.test(tail[2] ?? "")
        ? one({ process: programName(tail[2] ?? ""), pid: processId(tail[1]) }, true)
        : NOBODY;
    case "bsd":
      return bsdOwner(STATE.test(state) ? tail.slice(1) : tail, header);
    case "linux":
      if (state.startsWith(USERS)) return ssUsers(tail.join(" "), isJoined);
      // ESXi names a world and, for tcp, an algorithm before the program.
      if (header.includes("World") && tail.length > 1)
        return one({ process: programName(tail.at(-1) ?? ""), pid: null }, true);
      if (isServiceWithState(tail)) return NOBODY;
      return linuxOwner(
        STATE.test(state) || (TRANSLATED.test(state) && tail[1]?.startsWith("(") !== true) ? tail.slice(1) : tail,
        !isJoined && state === "LISTEN",
      );
  }
}

/** Cisco names the service before the state: `SSH-Server LISTEN`, `DHCPD Receive LISTEN`. */
export function isServiceWithState(tail: readonly string[]): boolean {
  const [first = ""] = tail;
  const last = tail.at(-1) ?? "";
  if (tail.length < 2 || tail.length > 4 || !/^[A-Za-z]/.test(first) || first === "LISTEN") return false;
  return last === "LISTEN" || (!STATE.test(first) && STATE.test(last));
}

function one(user: User, isWhole: boolean): Owners {
  return { users: [user], isWhole };
}

/** sockstat of illumos prints `USER COMMAND PID PROTO`. */
export const hasNoDescriptor = (header: readonly string[]) => header[0] === "USER" && header[3] === "PROTO";

function illumosUser(before: readonly string[]): User {
  return { process: programName(before.slice(1, -1).join(" ")), pid: processId(before.at(-1)) };
}

/** FreeBSD before version 10 cuts a name behind this many characters, and its id may follow without a blank. */
const SOCKSTAT_NAME = 10;

function sockstatUser(before: readonly string[]): User {
  const isGlued = !/^(?:\d+|\?)$/.test(before.at(-2) ?? "");
  const text = before.slice(1, isGlued ? -1 : -2).join(" ");
  const pid = isGlued ? processId(text.slice(SOCKSTAT_NAME)) : processId(before.at(-2));
  const name = isGlued && pid !== null ? text.slice(0, SOCKSTAT_NAME) : text.replace(isGlued ? /\d+$/ : /^\?$/, "");
  return { process: programName(name), pid };
}

/** A program of Windows without its id, on a row of its own elsewhere. */
const EXECUTABLE = /^\[?([\w.-]{1,60}\.exe)\]?$/i;

/** Windows ends a row with the process id, after a state of any language. */
function windowsOwner(words: readonly string[], transport: string | null, isJoined: boolean): Owners | null {
  const [id, name = ""] = words.slice(-2);
  const stateAt = transport === "udp" ? -1 : 0;
  const own = processId(words[stateAt + 1]?.replace(/["'`;)]{1,3}$/, ""));
  if (!isJoined && words.length > stateAt + 1 && words.length <= 4) {
    const executable = EXECUTABLE.exec(name)?.[1];
    if (executable !== undefined && !isDigits(id)) return one({ process: executable, pid: own }, true);
    if (isPlaceholder(name) || isPlaceholder(words.slice(stateAt + 1).join(" "))) return NOBODY;
  }
  // Scripts add the program's name, and `netstat -t` the offload state.
  const isOffload = /^(?:InHost|Offloaded)$/.test(name);
  const program = isOffload ? undefined : /^\[?([A-Za-z][\w.-]{1,60})\]?$/.exec(name)?.[1];
  if (!isJoined && processId(id) !== null && program !== undefined)
    return one({ process: programName(program), pid: processId(id) }, true);
  // What is printed below the row, put behind it: `4 Can not obtain ownership information`.
  if (!isJoined && !isOffload && own !== null && (words.length > stateAt + 2 || !isDigits(id)))
    return one({ process: EXECUTABLE.exec(name)?.[1] ?? null, pid: own }, true);
  const tail = isOffload ? words.slice(0, -1) : words;
  const pid = processId(tail.at(-1));
  if (tail.length > 4 || (tail.length > (transport === "udp" ? 0 : 1) && pid === null && tail.at(-1) !== "0"))
    return null;
  return one({ process: null, pid }, pid !== null);
}

const PROGRAM = /^\[([^\][]{1,80})\]$/;

/** `netstat -b` of Windows prints `[sshd.exe]` below the socket, sometimes after a component's name. */
export function programBelow(line: string, next: string): { readonly program: string | null } | null {
  const program = PROGRAM.exec(line)?.[1];
  if (program !== undefined) return { program };
  const isComponent = line.length <= 40 && !line.includes(" ") && PROGRAM.test(next);
  return isComponent ? { program: null } : null;
}

/** What `netstat -o` prints last, in any language. */
const TIMER = / \p{L}[\p{L}\d-]{0,20} \({1,2}\d[\d./-]{1,40}\)$/u;

const BARE_NAME = /^[a-z][\w.-]{2,40}$/;

/** net-tools: nothing, `812/sshd: /usr/sbin`, `-`, a user and an inode before it, a timer. */
function linuxOwner(words: readonly string[], mayBeBare: boolean): Owners | null {
  const [only = "", second] = words;
  if (second?.startsWith("(") === true && TIMER.test(` ${only} ${second}`)) return NOBODY;
  if (mayBeBare && second === undefined && (only === "(none)" || isPlaceholder(only))) return NOBODY;
  if (mayBeBare && second === undefined && BARE_NAME.test(only)) return one({ process: only, pid: null }, false);
  const at = words.findIndex((word) => word === "-" || isIdAndName(word));
  const before = at < 0 ? words : words.slice(0, at);
  if (before.length > 4 || (before.length === 1 && !isDigits(before[0]))) return null;
  if (before.length > 1 && !isDigits(before[1])) return null;
  const [program = "", ...more] = at < 0 ? [] : words.slice(at);
  if (at < 0 || program === "-") return more.length > 4 ? null : { users: [], isWhole: at >= 0 };
  const slash = program.indexOf("/");
  const name = [program.slice(slash + 1), ...more].join(" ").replace(TIMER, "");
  // netstat truncates the column to about twenty characters.
  if (name.length > 60) return null;
  const process = isPlaceholder(name) ? null : programName(name);
  return one({ process, pid: processId(program.slice(0, slash)) }, name !== "");
}

/** `812/sshd`, `<PID>/sshd` */
function isIdAndName(word: string): boolean {
  const id = word.slice(0, Math.max(0, word.indexOf("/")));
  return id.length <= 40 && (/^\d{1,10}$/.test(id) || isPlaceholder(id));
}

/** macOS: a number under `pid` before version 14; `program:pid` since then, where the name may contain spaces. */
function bsdOwner(columns: readonly string[], header: readonly string[]): Owners {
  const isWhole = columns.length !== 1;
  const named = columns.findIndex((word) => /^\D.*:\d{1,10}$|^.*\D:\d{1,10}$/.test(word) && !word.startsWith("0x"));
  if (named >= 0) {
    const numbers = columns.findLastIndex((word, at) => at < named && isDigits(word));
    const text = columns.slice(numbers + 1, named + 1).join(" ");
    const colon = text.lastIndexOf(":");
    return one({ process: programName(text.slice(0, colon)), pid: processId(text.slice(colon + 1)) }, isWhole);
  }
  const state = header.indexOf("(state)");
  const pid = header.indexOf("pid");
  return one({ process: null, pid: state >= 0 && pid > state ? processId(columns[pid - state - 1]) : null }, isWhole);
}

/** Behind the name, up to a quote that would begin another. */
const PID = /^[^"]*"(?:[^"]*?pid=|,)(\d{1,10})/;
/** `sshd`, `"sshd",pid=812`, `sshd(812)`, `812/sshd`, `pid=812`, as people and scripts shorten it. */
const BARE_OWNER =
  /^\(*(?:(?<before>\d{1,10})\/)?"?(?<process>(?!pid=)[A-Za-z_][\w.+@-]{0,40})?"?(?:[,(/]?(?:pid=)?(?<after>\d{1,10})\)?(?:,fd=\d{1,6})?)?\)*$/;

/** The only word behind the addresses, if it names a program; it may be the start of another column. */
function bareOwner([word = "", more]: readonly string[]): Owners | null {
  if (more === undefined && isPlaceholder(word)) return NOBODY;
  const groups = more === undefined && !USERS.startsWith(word) ? BARE_OWNER.exec(word)?.groups : undefined;
  if (groups === undefined) return null;
  const { process = "", before, after } = groups;
  return one({ process: programName(process), pid: processId(before ?? after) }, false);
}

/** The programs that share a socket, once each: `users:(("nginx",pid=2,fd=6),("nginx",pid=1,fd=6))`. */
function ssUsers(tail: string, isJoined: boolean): Owners | null {
  if (!isSsTail(tail, isJoined)) return null;
  const found = new Map<string, User>();
  const users = tail.startsWith(USERS) ? tail.slice(USERS.length - 1, endOfUsers(tail)) : "";
  for (const user of users.split('("').slice(1)) {
    const quote = user.indexOf('"');
    const process = quote < 0 ? null : programName(user.slice(0, quote));
    if (process === null || found.has(process)) continue;
    const pid = PID.exec(user)?.[1];
    found.set(process, { process, pid: pid === undefined ? null : Number(pid) });
  }
  return { users: [...found.values()], isWhole: found.size > 0 };
}

/**
 * What may follow the addresses: the processes, and `name:value` fields and flags of options like `-e`, `-i` and `-Z`.
 * Behind the processes somebody may have written on.
 */
function isSsTail(tail: string, isJoined: boolean): boolean {
  if (tail === "" || tail === "..." || tail === "…" || USERS.startsWith(tail)) return true;
  const rest = tail.slice(tail.startsWith(USERS) ? endOfUsers(tail) : 0);
  if (rest === "") return true;
  if (!isJoined && rest.length < tail.length && !/LISTEN|UNCONN|->/.test(rest)) return true;
  return rest.split(" ").every((word) => word === "" || SS_FLAGS.has(word) || SS_FIELD.test(word));
}

/** `cwnd:10`; also the value of a rate, which stands behind a blank. */
const SS_FIELD = /^(?:[\w-]{1,20}:|\d[\d.]{0,12}[KMG]?bps$)/;
/** Words without a value that `ss -e` and `-i` print: directions, options of the socket, its congestion control, rates. */
const SS_FLAGS: ReadonlySet<string> = new Set(
  [
    "<-> --> <-- <- -> --- <-- --x x-- x-x ts sack ecn ecnseen fastopen app_limited send pacing_rate delivery_rate",
    "max_pacing_rate cubic bbr bbr2 bbr3 reno dctcp westwood vegas htcp bic hybla highspeed illinois lp nv scalable veno yeah",
    "cdg mptcp tcp-ulp-mptcp tcp-ulp-tls",
  ].flatMap((line) => line.split(" ")),
);

function endOfUsers(tail: string): number {
  const end = tail.indexOf("))");
  return end < 0 ? tail.length : end + 2;
}
