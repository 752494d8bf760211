import type { PasteSystem, Scope } from "#core/explain/listener.ts";
import { flag } from "#core/messages/en-explain-flags.ts";
import { counted, number, span } from "#core/messages/english.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";

const LISTENERS = { one: "listener", other: "listeners" };
const MORE_LISTENERS = { one: "more listener isn’t", other: "more listeners aren’t" };
const NEED = { one: "needs", other: "need" };
const CONNECTIONS = { one: "connection", other: "connections" };
const LINES = { one: "line", other: "lines" };

/** How much of a paste was read, so that "nothing stood out" never claims more than was checked. */
interface PasteCoverage {
  /** Whether a part of the paste was not read. */
  readonly isPartial: boolean;
  /** Which sockets have a process; `irrelevant` if it lists no sockets of a host. */
  readonly processes: "all" | "some" | "none" | "irrelevant";
  readonly system: PasteSystem | null;
}

const askForProcesses: Record<Exclude<PasteSystem, "cluster">, string> = {
  linux: "run it with sudo: sudo ss -tulpn",
  macos: "run it with sudo: sudo lsof -nP -i",
  windows: "run it as administrator: netstat -abno",
};

const nothingOdd = ({ isPartial, processes, system }: PasteCoverage) => {
  const found = [
    processes === "all" ? "no process is on a port that I know as another program’s" : null,
    processes === "some" ? "none of the processes shown is on a port that I know as another program’s" : null,
    "no service that I know to be internal is open to every address",
    "and no system port is without a known use",
  ].filter((part) => part !== null);
  const said = `Nothing stood out${isPartial ? " in what I could read" : ""}: ${found.join(", ")}.`;
  if (processes !== "none" || system === null || system === "cluster") return said;
  return `${said} The listing doesn’t show processes; for those, ${askForProcesses[system]}.`;
};

const scopes: Record<Scope, string> = {
  loopback: "this host only",
  address: "one address",
  every: "every address",
  unknown: "address not shown",
};

/** Texts of explained listings, in English. */
export const explain = {
  title: (listeners: number, look: number, isPartial: boolean) => {
    if (listeners === 0) return "No listeners found";
    const nothing = isPartial ? "nothing stood out in what I could read" : "nothing stood out";
    return `${counted(listeners, LISTENERS)} · ${look === 0 ? nothing : `${counted(look, NEED)} attention`}`;
  },
  askTitle: "Explain what’s listening",
  look: "Needs attention",
  notes: "Good to know",
  rest: "The rest",
  scopes,
  flag,
  port: (numbers: PortSpan, transport: Transport | null) =>
    `${span(numbers)}${transport === null ? "" : ` ${transport}`}`,
  where: (scope: string, address: string | null) => (address === null ? scope : `${scope} (${address})`),
  process: (name: string, pid: number | null) => (pid === null ? name : `${name} (pid ${pid})`),
  pid: (pid: number) => `pid ${pid}`,
  noProcess: "process not shown",
  target: (port: number) => `to ${port} inside`,
  assigned: (names: readonly string[]) => `IANA: ${names.join(", ")}`,
  state: (state: string) => `IANA: ${state}`,
  uses: (software: readonly string[]) =>
    `often ${software.slice(0, 3).join(", ")}${software.length > 3 ? " and others" : ""}`,
  claimed: (names: readonly string[]) => `your port book: ${names.join(", ")}`,
  nothingOdd,
  connections: (count: number) => `${counted(count, CONNECTIONS)} left out: I explain only what’s listening.`,
  more: (count: number) => `${counted(count, MORE_LISTENERS)} shown here.`,
  leftOut: (count: number) => `${number(count)} more weren’t read: one paste can have up to 10,000.`,
  notUnderstood: (count: number) => `${counted(count, LINES)} not understood`,
  unread: (line: number, text: string) => `line ${number(line)}: ${text}`,
  unreadMore: (count: number) => `and ${number(count)} more`,
  cut: "I read only the beginning: a paste can have up to 1,048,576 characters.",
  nothing:
    "I found no listening ports in that. I can read the output of ss, netstat, lsof, Get-NetTCPConnection, Get-NetUDPEndpoint, docker ps, docker compose ps, kubectl get svc or endpoints, nmap, and /proc/net/tcp.",
  onlyConnections: "It lists connections, but nothing that’s listening. Add -l to ss or netstat to see listeners.",
  ask: "Paste the output of ss -tulpn, netstat, lsof -i, docker ps, kubectl get svc, nmap or Get-NetTCPConnection below the word explain. I’ll say what’s listening and what needs attention.",
  /** Shown if a file was cut. */
  fileCut: "The file is larger than 1 MB, so I read only its beginning.",
  notStored: "Nothing you pasted is stored.",
};
