import type { JsonObject } from "#core/explain/structured/values.ts";
import { itemsAt, objectAt, objectsAt, textAt } from "#core/explain/structured/values.ts";
import type { CloudRule } from "#core/firewall/clouds.ts";
import { cloudRules, spanOf } from "#core/firewall/clouds.ts";
import type { Notation, Policy, RuleSet } from "#core/firewall/rule.ts";
import { flatRules } from "#core/firewall/rule.ts";
import type { RuleContext } from "#core/firewall/rule-words.ts";

/** Reads one shape of object: a group with its rules, or a rule of its own. Null for any other. */
type RuleValueReader = (object: JsonObject) => CloudGroup | null;

/** Rules of a group, or some of them. */
export interface CloudGroup {
  readonly notation: Notation;
  readonly name: string;
  readonly otherwise: Policy;
  readonly rules: readonly CloudRule[];
}

/** The group of rules that an object in JSON or YAML is, or is a part of; null where it is neither. */
export function readRuleValue(object: JsonObject): CloudGroup | null {
  for (const read of READERS) {
    const group = read(object);
    if (group !== null) return group;
  }
  return null;
}

/** Puts the rules of each group together, which may have been read one by one. */
export function joinGroups(groups: readonly CloudGroup[], context: RuleContext): readonly RuleSet[] {
  const byName = Map.groupBy(groups, ({ notation, name }) => `${notation} ${name}`);
  return [...byName.values()].flatMap((same) => {
    const [first] = same;
    if (first === undefined) return [];
    const { rules, counts } = cloudRules(
      same.flatMap((group) => group.rules),
      context,
    );
    return [flatRules(first.notation, rules, first.otherwise, { name: first.name || null, counts })];
  });
}

function texts(object: JsonObject, ...keys: readonly string[]): readonly string[] {
  return keys.flatMap((key) => {
    const items = itemsAt(object, key).flatMap((item) =>
      typeof item === "string" || typeof item === "number" ? [`${item}`] : [],
    );
    const one = textAt(object, key);
    return one === "" ? items : [one, ...items];
  });
}

/** `aws ec2 describe-security-groups`. */
const awsGroup: RuleValueReader = (object) => {
  if (!Array.isArray(object.IpPermissions)) return null;
  const rules = [
    ...objectsAt(object, "IpPermissions").map((each) => awsPermission(each, true)),
    ...objectsAt(object, "IpPermissionsEgress").map((each) => awsPermission(each, false)),
  ];
  const name = textAt(object, "GroupName") || textAt(object, "GroupId");
  return { notation: "aws", name, otherwise: "deny", rules };
};

/** A permission without a group around it. */
const awsLoosePermission: RuleValueReader = (object) => {
  const isPermission =
    "IpProtocol" in object && ["IpRanges", "UserIdGroupPairs"].some((key) => Array.isArray(object[key]));
  return isPermission
    ? { notation: "aws", name: "", otherwise: "unknown", rules: [awsPermission(object, true)] }
    : null;
};

function awsPermission(object: JsonObject, isInbound: boolean): CloudRule {
  const from = [
    ...objectsAt(object, "IpRanges").map((each) => textAt(each, "CidrIp")),
    ...objectsAt(object, "Ipv6Ranges").map((each) => textAt(each, "CidrIpv6")),
    ...objectsAt(object, "UserIdGroupPairs").map((each) => textAt(each, "GroupName", "GroupId")),
    ...objectsAt(object, "PrefixListIds").map((each) => textAt(each, "PrefixListId")),
  ];
  return {
    kind: "allow",
    priority: 0,
    isInbound,
    protocol: textAt(object, "IpProtocol"),
    ports: [spanOf(textAt(object, "FromPort"), textAt(object, "ToPort"))],
    from: from.length === 0 ? NOBODY : from,
  };
}

/** A rule without any source lets nobody in. */
const NOBODY = ["127.0.0.1"];

/** `aws ec2 describe-security-group-rules`. */
const awsRule: RuleValueReader = (object) => {
  if (!("IsEgress" in object) || !("IpProtocol" in object)) return null;
  const group = textAt(objectAt(object, "ReferencedGroupInfo"), "GroupId");
  const from = [...texts(object, "CidrIpv4", "CidrIpv6", "PrefixListId"), group].filter((each) => each !== "");
  const ports = [spanOf(textAt(object, "FromPort"), textAt(object, "ToPort"))];
  const protocol = textAt(object, "IpProtocol");
  const rule: CloudRule = { kind: "allow", priority: 0, isInbound: object.IsEgress !== true, protocol, ports, from };
  return { notation: "aws", name: textAt(object, "GroupId"), otherwise: "deny", rules: [rule] };
};

/** `gcloud compute firewall-rules list --format json`: a rule of a network. */
const googleRule: RuleValueReader = (object) => {
  const isRule = "sourceRanges" in object || "sourceTags" in object || object.kind === "compute#firewall";
  const [allowed, denied] = [objectsAt(object, "allowed"), objectsAt(object, "denied")];
  if (!isRule || allowed.length + denied.length === 0) return null;
  const isInbound = textAt(object, "direction") !== "EGRESS";
  const from = texts(object, "sourceRanges", "sourceTags", "sourceServiceAccounts");
  const priority = Number(textAt(object, "priority") || 1000);
  const rulesOf = (kind: "allow" | "deny", items: readonly JsonObject[]) =>
    items.map((item): CloudRule => {
      const source = from.length === 0 ? ["0.0.0.0/0"] : from;
      return {
        kind,
        priority,
        isInbound,
        protocol: textAt(item, "IPProtocol"),
        ports: texts(item, "ports"),
        from: source,
      };
    });
  const rules = object.disabled === true ? [] : [...rulesOf("deny", denied), ...rulesOf("allow", allowed)];
  const network = textAt(object, "network").replace(/^.*\//, "");
  return { notation: "gcp", name: network, otherwise: "deny", rules };
};

/** `az network nsg show`, and templates. */
const azureGroup: RuleValueReader = (object) => {
  const properties = "securityRules" in object ? object : objectAt(object, "properties");
  if (!Array.isArray(properties.securityRules)) return null;
  const rules = [...objectsAt(properties, "securityRules"), ...objectsAt(properties, "defaultSecurityRules")];
  return { notation: "azure", name: textAt(object, "name"), otherwise: "deny", rules: rules.map(azureRuleOf) };
};

/** `az network nsg rule list`. */
const azureRule: RuleValueReader = (object) => {
  const properties = "access" in object ? object : objectAt(object, "properties");
  const isRule = "access" in properties && "direction" in properties && "sourceAddressPrefix" in properties;
  return isRule ? { notation: "azure", name: "", otherwise: "deny", rules: [azureRuleOf(object)] } : null;
};

function azureRuleOf(object: JsonObject): CloudRule {
  const properties = "access" in object ? object : objectAt(object, "properties");
  return {
    kind: textAt(properties, "access").toLowerCase() === "deny" ? "deny" : "allow",
    priority: Number(textAt(properties, "priority")) || 0,
    isInbound: textAt(properties, "direction") !== "Outbound",
    protocol: textAt(properties, "protocol"),
    ports: texts(properties, "destinationPortRange", "destinationPortRanges"),
    from: texts(properties, "sourceAddressPrefix", "sourceAddressPrefixes"),
  };
}

/** A NetworkPolicy: what it selects is reached by nobody else. */
const networkPolicy: RuleValueReader = (object) => {
  if (object.kind !== "NetworkPolicy") return null;
  const spec = objectAt(object, "spec");
  const types = texts(spec, "policyTypes");
  const isInbound = types.length === 0 || types.includes("Ingress");
  const rules = objectsAt(spec, "ingress").flatMap((rule) => {
    const peers = objectsAt(rule, "from").map(policyPeer);
    const from = peers.length === 0 ? ["0.0.0.0/0"] : peers;
    const ports = objectsAt(rule, "ports");
    const all = ports.length === 0 ? [{ protocol: "all", ports: [] as readonly string[] }] : ports.map(policyPort);
    return all.map((each): CloudRule => ({ kind: "allow", priority: 0, isInbound: true, from, ...each }));
  });
  const name = textAt(objectAt(object, "metadata"), "name");
  return { notation: "networkpolicy", name, otherwise: isInbound ? "deny" : "unknown", rules };
};

function policyPort(port: JsonObject) {
  const ports = [spanOf(textAt(port, "port"), textAt(port, "endPort"))];
  return { protocol: textAt(port, "protocol") || "TCP", ports };
}

function policyPeer(peer: JsonObject): string {
  const block = textAt(objectAt(peer, "ipBlock"), "cidr");
  if (block !== "") return block;
  const selectors = [objectAt(peer, "namespaceSelector"), objectAt(peer, "podSelector")].flatMap((selector) =>
    Object.entries(objectAt(selector, "matchLabels")).map(
      ([key, value]) => `${key}=${typeof value === "string" ? value : ""}`,
    ),
  );
  return selectors.length === 0 ? "pods of the cluster" : selectors.slice(0, 3).join(", ");
}

const READERS: readonly RuleValueReader[] = [
  awsGroup,
  awsRule,
  awsLoosePermission,
  googleRule,
  azureGroup,
  azureRule,
  networkPolicy,
];
