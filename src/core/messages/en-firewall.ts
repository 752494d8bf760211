import type { Notation, RuleCounts } from "#core/firewall/rule.ts";
import type { Admitted, Verdict } from "#core/firewall/verdict.ts";
import { counted, listed, number, span, withAttention } from "#core/messages/english.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";

const PORTS = { one: "port", other: "ports" };
const RULES = { one: "rule", other: "rules" };

const notations: Record<Notation, string> = {
  ufw: "ufw",
  iptables: "iptables",
  nftables: "nftables",
  firewalld: "firewalld",
  pf: "pf",
  windows: "Windows Firewall",
  aws: "AWS security groups",
  gcp: "Google Cloud firewall rules",
  azure: "Azure network security groups",
  networkpolicy: "Kubernetes NetworkPolicy",
};

/** What shows the default and the interfaces, where the text doesn't. */
const inFull: Partial<Record<Notation, string>> = {
  ufw: "sudo ufw status verbose",
  iptables: "sudo iptables -S",
  nftables: "sudo nft list ruleset",
  windows: "netsh advfirewall show allprofiles",
};

const through = (via: string) => (via.startsWith("!") ? `not through ${via.slice(1)}` : `through ${via}`);
const MAX_NAMED = 2;

/** `from 10.0.0.0/8`, `from anywhere through eth1`. */
const who = (admitted: readonly Admitted[]) => {
  const said = admitted.map(({ from, via }) => {
    const source = from === null ? "from anywhere" : from === "" ? "source not shown" : `from ${from}`;
    return via === null ? source : `${source} ${through(via)}`;
  });
  const more = said.length - MAX_NAMED;
  return more > 0 ? `${said.slice(0, MAX_NAMED).join(", ")} +${number(more)}` : said.join(", ");
};

const verdict = (given: Verdict) => {
  switch (given.kind) {
    case "anywhere":
      return "open to anywhere";
    case "some":
      return who(given.who);
    case "blocked":
      return "blocked";
    case "unknown":
      return "not known";
  }
};

type RestVerdicts = Readonly<Record<"tcp" | "udp", Verdict>>;

const rest = ({ tcp, udp }: RestVerdicts) => {
  const [one, other] = [verdict(tcp), verdict(udp)];
  return one === other ? one : `tcp ${one}, udp ${other}`;
};

const readIn = (names: readonly Notation[], inbound: number) =>
  `${counted(inbound, RULES)} of ${listed(names.map((name) => notations[name]))} read`;

/** Texts of explained firewall rules, in English. */
export const firewall = {
  titleOfRules: ({ ports, isRestOpen, look }: { ports: number; isRestOpen: boolean; look: number }) => {
    const said = isRestOpen ? "everything but what’s blocked" : ports === 0 ? "nothing" : counted(ports, PORTS);
    return withAttention(`Open to anywhere: ${said}`, look);
  },
  titleWithListeners: ({ open, listed: all, look }: { open: number; listed: number; look: number }) =>
    withAttention(`Listening and open to anywhere: ${number(open)} of ${number(all)}`, look),
  groups: {
    anywhere: "Open to anywhere",
    some: "Open to some",
    unknown: "Not known",
    rest: "Everything else",
    listeningOpen: "Listens and open",
    listeningSome: "Listens, open to some",
    listeningBlocked: "Listens but blocked",
    /** Blocked, or on loopback. */
    listeningClosed: "Blocked, or this host only",
    listeningUnknown: "Listens, not known if open",
    idle: "Open, and nothing listens",
    idleUnknown: "Not known, and nothing listens",
  },
  who,
  verdict,
  /** `53/udp`, `80`. */
  port: (ports: PortSpan, transports: readonly Transport[]) =>
    transports.length === 1 && transports[0] !== "tcp" ? `${span(ports)}/${transports[0]}` : span(ports),
  named: (port: string, name: string | null) => (name === null ? port : `${port} ${name}`),
  openTo: (names: readonly string[], more: number, to: string) =>
    `${names.join(", ")}${more === 0 ? "" : ` +${number(more)}`} ${to}`,
  attention: (what: string) => `⚠ ${what} (open to anywhere) — `,
  wide: (what: string, count: number) =>
    `⚠ ${what} (open to anywhere) — ${counted(count, PORTS)} at once. Open only the ports that are needed.`,
  restOpen:
    "⚠ Everything else is open too: the rules end without blocking it. Allow what’s needed, then deny by default.",
  rest,
  restNote: (verdicts: RestVerdicts) => `Everything else: ${rest(verdicts)}.`,
  /** How many rules were read, and how many say nothing of what can be reached. */
  readBriefly: (names: readonly Notation[], { inbound, outbound, forwarded, other }: RuleCounts) => {
    const left = outbound + forwarded + other;
    return left === 0 ? `${readIn(names, inbound)}.` : `${readIn(names, inbound)}, ${number(left)} left out.`;
  },
  /** The same, with what these are. */
  read: (names: readonly Notation[], { inbound, outbound, forwarded, other }: RuleCounts) => {
    const left = [
      outbound > 0 ? `${number(outbound)} outbound` : null,
      forwarded > 0 ? `${number(forwarded)} forwarded` : null,
      other > 0 ? `${number(other)} other` : null,
    ].filter((each) => each !== null);
    const said = readIn(names, inbound);
    return left.length === 0 ? `${said}.` : `${said}, ${listed(left)} left out.`;
  },
  /** Where the text leaves it open. */
  unknown: (names: readonly Notation[]) => {
    const commands = names.flatMap((name) => inFull[name] ?? []);
    return commands.length === 0
      ? "The text doesn’t decide what’s “not known”."
      : `For “not known”: ${listed(commands)}.`;
  },
  /** Ports of listeners, the first ones. */
  bypassed: (ports: readonly PortSpan[]) => `Docker’s published ports bypass these rules: ${listed(ports.map(span))}.`,
  bypassing: "bypasses the rules (Docker)",
  leftOut: (count: number) => `${number(count)} more ports and ranges aren’t listed.`,
};
