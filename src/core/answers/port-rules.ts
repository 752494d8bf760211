import { neededFirst } from "#core/answers/port-set.ts";
import { assertNever } from "#core/card/card.ts";
import type { Knowledge } from "#core/knowledge.ts";
import type { PortRulesQuery, RuleFormat } from "#core/query/query.ts";
import type { Transport } from "#core/registry/port.ts";
import { spanSize } from "#core/registry/port.ts";
import type { PortSetItem } from "#core/software/port-set.ts";

/** Rules that let a network reach all ports of a system, to be copied. */
export interface PortRulesAnswer {
  readonly kind: "port-rules";
  /** The set's id, which a query calls it by. */
  readonly name: string;
  readonly title: string;
  readonly format: RuleFormat;
  /** Who may connect: a private network, as an example. */
  readonly network: string;
  /** What comes before the rules. */
  readonly head: readonly string[];
  /** In the order of the set's parts; in each, what is needed first. */
  readonly rules: readonly PortRule[];
}

export interface PortRule {
  readonly item: PortSetItem;
  /** One for each transport. */
  readonly lines: readonly string[];
}

/** RFC 1918. No rule is written for everybody: whoever wants that has to say so. */
const NETWORK = "10.0.0.0/8";

/** Null if no system has the name. */
export function answerPortRules({ name, format }: PortRulesQuery, { software }: Knowledge): PortRulesAnswer | null {
  const set = software.portSets.find(name);
  if (set === null) return null;
  const { id, title } = set;
  const parts = Map.groupBy(neededFirst(set), ({ group }) => group);
  const order = [...new Set(set.items.map(({ group }) => group))];
  const rules = order.flatMap((group) =>
    (parts.get(group) ?? []).map((item): PortRule => {
      return { item, lines: item.transports.map((transport) => writeRule(format, item, transport)) };
    }),
  );
  return { kind: "port-rules", name: id, title, format, network: NETWORK, head: writeHead(format, id), rules };
}

/** Shell variables, so that the network is changed in one place. */
function writeHead(format: RuleFormat, id: string): readonly string[] {
  switch (format) {
    case "iptables":
    case "nftables":
    case "ufw":
      return [`NET=${NETWORK}`];
    case "aws":
      return [`NET=${NETWORK}`, "SG=sg-0123456789abcdef0"];
    case "networkpolicy":
      return writePolicyHead(id.replace(/[^a-z0-9]+/g, "-"));
    default:
      return assertNever(format);
  }
}

function writePolicyHead(app: string): readonly string[] {
  return [
    "apiVersion: networking.k8s.io/v1",
    "kind: NetworkPolicy",
    "metadata:",
    `  name: allow-${app}`,
    "spec:",
    "  podSelector:",
    "    matchLabels:",
    `      app: ${app}`,
    "  policyTypes:",
    "    - Ingress",
    "  ingress:",
    "    - from:",
    "        - ipBlock:",
    `            cidr: ${NETWORK}`,
    "      ports:",
  ];
}

function writeRule(format: RuleFormat, { ports }: PortSetItem, transport: Transport): string {
  const span = (separator: string) =>
    spanSize(ports) === 1 ? `${ports.first}` : `${ports.first}${separator}${ports.last}`;
  switch (format) {
    case "iptables":
      // Inserted: a rule after one that drops everything would do nothing.
      return `sudo iptables -I INPUT -s $NET -p ${transport} --dport ${span(":")} -j ACCEPT`;
    case "nftables":
      return `sudo nft insert rule inet filter input ip saddr $NET ${transport} dport ${span("-")} accept`;
    case "ufw":
      return `sudo ufw allow from $NET to any port ${span(":")} proto ${transport}`;
    case "aws":
      return `aws ec2 authorize-security-group-ingress --group-id $SG --protocol ${transport} --port ${span("-")} --cidr $NET`;
    case "networkpolicy": {
      const end = spanSize(ports) === 1 ? "" : `, endPort: ${ports.last}`;
      return `        - { protocol: ${transport.toUpperCase()}, port: ${ports.first}${end} }`;
    }
    default:
      return assertNever(format);
  }
}
