import type { Flag } from "#core/answers/explain-flags.ts";
import type { Phrase } from "#core/card/card.ts";
import type { PasteSystem, Scope } from "#core/explain/listener.ts";
import { counted, listed, number, span, systemsOf } from "#core/messages/english.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import type { InternalReason } from "#core/software/internal-services.ts";

const LISTENERS = { one: "listener", other: "listeners" };
const MORE_LISTENERS = { one: "more listener is", other: "more listeners are" };
const DESERVE = { one: "deserves", other: "deserve" };
const CONNECTIONS = { one: "connection is", other: "connections are" };
const LINES = { one: "line", other: "lines" };

/** A flag's text: why it is there, then what to check next. It never claims that something is wrong. */
const flag = (given: Flag): Phrase => {
  switch (given.kind) {
    case "every-address":
      return [
        given.by === "process"
          ? "Open to every address, and "
          : `Open to every address. ${given.inside === null ? "The number" : `${given.inside} inside`} is usually that of ${given.software}, and `,
        `${internalReasons[given.reason](given.software)}. ${
          given.check === "firewall"
            ? "Check that a firewall lets only the cluster in, and that it asks who calls"
            : "Check whether a firewall closes it, or bind it to 127.0.0.1 or to one address"
        } · `,
        { text: "source", url: given.source },
      ];
    case "process-differs":
      return [
        `The number usually belongs to ${firstOf(given.expected)}, and ${given.process} is ${given.software} by its name. Check the port in its configuration: a tunnel, a proxy or somebody’s choice explains it.`,
      ];
    case "two-processes":
      return [
        `Also on this port, with overlapping addresses: ${firstOf(given.others)}. Which of them answers depends on the address and on who came first. Check both configurations, or whether one hands over to the other.`,
      ];
    case "unassigned-system-port":
      return [
        given.check === "rpcinfo"
          ? "A system port that IANA has assigned to nobody; programs of Sun RPC take such numbers by themselves. Check with rpcinfo -p."
          : "A system port that IANA has assigned to nobody, and no use of it is known. Check which program it is, and what started it.",
      ];
    case "ephemeral":
      return [
        "Inside the ephemeral range of ",
        ...systemsOf(given.ranges),
        given.check === "client-socket"
          ? ": it may be a client’s own end, gone when that ends. Check again in a minute."
          : ": a connection may hold the number when the program starts again. Check whether it has to be this one, or reserve it.",
      ];
    case "history":
      return [
        `${given.fact} That is history of the number, not of your host. Check that what listens is up to date and meant to be reached · `,
        { text: "source", url: given.source },
      ];
  }
};

const internalReasons: Record<InternalReason, (software: string) => string> = {
  "default-local": (software) => `${software} listens on this host only unless it is told otherwise`,
  "trusted-network": (software) => `${software} is meant to be reached by hosts that are trusted`,
  "full-control": (software) => `whoever reaches the ${software} can control what runs there`,
  "control-plane": (software) => `the control plane has to reach the ${software}, through which pods can be controlled`,
};

const firstOf = (names: readonly string[]) =>
  names.length > 3 ? `${names.slice(0, 3).join(", ")} and others` : listed(names);

/** How much of a paste was read, so that "nothing odd" never claims more than was checked. */
interface PasteCoverage {
  /** Whether a part of the paste was not read. */
  readonly isPartial: boolean;
  /** Which sockets have a process; `irrelevant` if it lists no sockets of a host. */
  readonly processes: "all" | "some" | "none" | "irrelevant";
  readonly system: PasteSystem | null;
}

const askForProcesses: Record<Exclude<PasteSystem, "cluster">, string> = {
  linux: "run it with sudo, as in sudo ss -tulpn",
  macos: "run it with sudo, as in sudo lsof -nP -i",
  windows: "run it as administrator, as in netstat -abno",
};

const nothingOdd = ({ isPartial, processes, system }: PasteCoverage) => {
  const found = [
    processes === "all" ? "no process that differs from its number" : null,
    processes === "some" ? "no process, of those shown, that differs from its number" : null,
    "nothing open to every address that usually stays local",
    "no system port that nobody assigned",
  ].filter((part) => part !== null);
  const said = `Nothing odd${isPartial ? " in what I could read" : ""}: ${found.join(", ")}.`;
  if (processes !== "none" || system === null || system === "cluster") return said;
  return `${said} Processes are not shown: ${askForProcesses[system]}.`;
};

const scopes: Record<Scope, string> = {
  loopback: "this host only",
  address: "one address",
  every: "every address",
  unknown: "scope not said",
};

/** Texts of explained listings, in English. */
export const explain = {
  title: (listeners: number, look: number, isPartial: boolean) => {
    const what = `${listeners === 0 ? "No listeners" : counted(listeners, LISTENERS)}`;
    if (listeners === 0) return `${what} found`;
    const nothing = isPartial ? "nothing odd in what I could read" : "nothing odd";
    return `${what} · ${look === 0 ? nothing : `${counted(look, DESERVE)} a look`}`;
  },
  askTitle: "Explain what listens",
  look: "Worth a look",
  notes: "Good to know",
  rest: "As expected",
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
  connections: (count: number) => `${counted(count, CONNECTIONS)} left out: only what listens is explained.`,
  more: (count: number) => `${counted(count, MORE_LISTENERS)} not shown here.`,
  leftOut: (count: number) => `${number(count)} more were not read: 10,000 from one paste is the most.`,
  notUnderstood: (count: number) => `${counted(count, LINES)} not understood`,
  unread: (line: number, text: string) => `line ${number(line)}: ${text}`,
  unreadMore: (count: number) => `and ${number(count)} more`,
  cut: "Only the beginning was read: a paste may have 1,048,576 characters.",
  nothing:
    "I found no listening port in that. I read the output of ss, netstat, lsof, Get-NetTCPConnection, Get-NetUDPEndpoint, docker ps, docker compose ps, kubectl get svc or endpoints, nmap, and /proc/net/tcp.",
  onlyConnections: "It lists connections, and nothing that listens. For that, add -l to ss or netstat.",
  ask: "Paste the output of ss -tulpn, netstat, lsof -i, docker ps, kubectl get svc, nmap or Get-NetTCPConnection below the word explain, and I say what listens there and what deserves a look.",
  /** Shown if a file was cut. */
  fileCut: "The file is longer than 1 MB; only its beginning was read.",
  notStored: "I keep nothing of this.",
};
