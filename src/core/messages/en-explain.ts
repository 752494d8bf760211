import type { PasteSystem, Scope } from "#core/explain/listener.ts";
import { flag } from "#core/messages/en-explain-flags.ts";
import { counted, listeners, number, span, withAttention } from "#core/messages/english.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";

const CONNECTIONS = { one: "connection", other: "connections" };
const LINES = { one: "line", other: "lines" };
const SOCKETS = { one: "ephemeral socket", other: "ephemeral sockets" };

/** How much was checked, so that a card never claims more. */
export interface PasteCoverage {
  readonly listeners: number;
  /** How many known services they were compared with. */
  readonly services: number;
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

const checked = ({ listeners: count, services, isPartial, processes, system }: PasteCoverage) => {
  const what = isPartial ? `the ${listeners(count)} I could read` : listeners(count);
  const said = `Checked ${what} against ${number(services)} known services; none needs attention.`;
  if (processes !== "none" || system === null || system === "cluster") return said;
  return `${said} No processes are shown, so names are what the numbers usually mean; for processes, ${askForProcesses[system]}.`;
};

const scopes: Record<Scope, string> = {
  loopback: "this host only",
  address: "one address",
  every: "every address",
  unknown: "address not shown",
};

const withTransport = (numbers: string, transport: Transport | null) =>
  transport === null ? numbers : `${numbers} ${transport}`;

/** Texts of explained listings, in English. */
export const explain = {
  title: ({ listed, anywhere, look }: { listed: number; anywhere: number; look: number }) => {
    if (listed === 0) return "No listeners found";
    return withAttention(`Reachable from anywhere: ${number(anywhere)} of ${number(listed)}`, look);
  },
  askTitle: "Explain what’s listening",
  checked,
  look: "Needs attention",
  limit: "Limit access",
  groups: {
    anywhere: "Reachable from anywhere",
    network: "This network only",
    host: "This host only",
    other: "Other",
  },
  /** Where a listener without an address listens. */
  where: ({ scope, system }: { scope: Scope; system: PasteSystem | null }) =>
    scope === "every" && system === "cluster" ? "every node" : scopes[scope],
  flag,
  separator: " · ",
  andMore: (count: number) => ` and ${number(count)} more`,
  /** `22, 80–81 +3 nginx`. */
  short: (ports: readonly string[], more: number, name: string | null, host: string | null) =>
    [
      host === null ? "" : `${host}: `,
      ports.join(", ").replaceAll("-", "–"),
      more === 0 ? "" : ` +${number(more)}`,
      name === null ? "" : ` ${name}`,
    ].join(""),
  at: (socket: string, address: string) => `${socket} (${address})`,
  supposed: (what: string, software: string | null) => (software === null ? what : `${what}, if it’s ${software}`),
  /** Before the reason; `where` is null if it was said before. */
  attention: (what: string, where: string | null) => `⚠ ${what}${where === null ? "" : ` (${where})`} — `,
  moreAttention: (count: number, what: string) => `⚠ ${number(count)} more: ${what}`,
  ports: (spans: readonly PortSpan[], transport: Transport | null) =>
    withTransport(spans.map(span).join(", "), transport),
  described: (port: number, transport: Transport | null, said: readonly string[]) =>
    `${withTransport(`${port}`, transport)} (${said.join("; ")})`,
  process: (name: string, pid: number | null) => (pid === null ? name : `${name} (pid ${pid})`),
  pid: (pid: number) => `pid ${pid}`,
  noProcess: "process not shown",
  container: (name: string, image: string) => `${name} (${image})`,
  target: (spans: readonly PortSpan[]) => `to ${spans.map(span).join(", ")} inside`,
  assigned: (names: readonly string[]) => `IANA: ${names.join(", ")}`,
  state: (state: string) => `IANA: ${state}`,
  uses: (software: readonly string[]) =>
    `often ${software.slice(0, 3).join(", ")}${software.length > 3 ? " and others" : ""}`,
  claimed: (names: readonly string[]) => `your port book: ${names.join(", ")}`,
  /** Of a listener on a wildcard address, which a firewall may close all the same. */
  byAddress: "Firewalls aren’t considered.",
  otherGroup: "Other: the paste doesn’t show who can reach them.",
  ephemeral: (count: number) => `${counted(count, SOCKETS)} not listed.`,
  ephemeralHeading: "Ephemeral sockets",
  ephemeralReason:
    "In the system’s ephemeral range, without a known service: clients’ own ends, or programs that get another number at each start.",
  connections: (count: number) => `${counted(count, CONNECTIONS)} left out.`,
  leftOut: (count: number) => `${number(count)} more weren’t read: one paste can have up to 10,000.`,
  notUnderstood: (count: number, line: number, text: string) =>
    count === 1
      ? `Line ${number(line)} not understood: ${text}.`
      : `${counted(count, LINES)} not understood, the first is line ${number(line)}: ${text}.`,
  unreadHeading: "Also not understood",
  unread: (line: number, text: string) => `line ${number(line)}: ${text}`,
  cut: "I read only the beginning: a paste can have up to 1,048,576 characters.",
  nothing:
    "I found no listening ports in that. I can read the output of ss, netstat, sockstat, lsof, Get-NetTCPConnection, docker, podman and kubectl, scanners such as nmap, compose files and Kubernetes manifests, also as JSON, /proc/net/tcp, and rules of ufw, iptables, nft and other firewalls.",
  onlyConnections: "It lists connections, but nothing that’s listening. Add -l to ss or netstat to see listeners.",
  ask: "Paste the output of ss -tulpn, netstat, lsof -i, docker ps, kubectl get svc, nmap or Get-NetTCPConnection below the word explain. I’ll say what’s listening and what needs attention.",
  /** Listings of one host at one time: where they contradict one another, and how many there are. */
  differ: "Listings differ",
  onlyIn: (socket: string, listing: string) => `${socket} only in ${listing}`,
  programs: (socket: string, other: string) => `${socket} or ${other}`,
  readFrom: (listings: number) => `Read from ${number(listings)} listings that agree.`,
  contradict: (listings: number) =>
    `${number(listings)} listings were read as one, but they differ: run one again to be sure.`,
  listing: (number: number) => `listing ${number}`,
  askToCompare: "To see what changed, write “before:” and “after:” above the listings.",
  askForTwo: "To see what changed, paste two listings, with “before:” above the first and “after:” above the second.",
  /** Shown if a file was cut. */
  fileCut: "The file is larger than 1 MB, so I read only its beginning.",
  notStored: "Nothing you pasted is stored.",
};
