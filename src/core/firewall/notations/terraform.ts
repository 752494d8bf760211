import type { CloudRule } from "#core/firewall/clouds.ts";
import { cloudRules, spanOf } from "#core/firewall/clouds.ts";
import type { NotationReader } from "#core/firewall/notations/notation-reader.ts";
import type { Notation } from "#core/firewall/rule.ts";
import { flatRules } from "#core/firewall/rule.ts";
import type { RuleContext } from "#core/firewall/rule-words.ts";

/** A block of HCL: its attributes as texts, and the blocks inside it. */
interface Block {
  readonly name: string;
  readonly attributes: Map<string, readonly string[]>;
  readonly blocks: Block[];
}

interface Resource {
  readonly notation: Notation;
  /** The group that its rules are of; those of one group are put together. */
  group(block: Block, name: string): string;
  rules(block: Block): readonly CloudRule[];
}

const RESOURCE = /^resource "(\w{1,60})" "([\w-]{1,80})" *\{/;
const OPEN = /^(?:dynamic )?"?([\w-]{1,60})"? *=? *\{$/;
const ATTRIBUTE = /^"?([\w-]{1,60})"? *= *(.*)$/;
const MAX_LINES = 2000;

/** Security groups and firewall rules of Terraform. Variables stay names. */
export function terraform(context: RuleContext): NotationReader {
  const groups = new Map<string, { readonly notation: Notation; readonly name: string; readonly rules: CloudRule[] }>();
  return {
    take: (lines, at) => {
      const [, type = "", name = ""] = RESOURCE.exec((lines[at] ?? "").trim()) ?? [];
      const resource = Object.hasOwn(RESOURCES, type) ? RESOURCES[type] : undefined;
      if (resource === undefined) return 0;
      const { block, length } = readBlock(lines, at);
      const group = resource.group(block, name);
      const key = `${resource.notation} ${group}`;
      const known = groups.get(key) ?? { notation: resource.notation, name: group, rules: [] };
      known.rules.push(...resource.rules(block));
      groups.set(key, known);
      return length;
    },
    ruleSets: () =>
      [...groups.values()].map(({ notation, name, rules }) => {
        const { rules: found, counts } = cloudRules(rules, context);
        return flatRules(notation, found, "deny", { name: groups.size > 1 ? name : null, counts });
      }),
  };
}

function readBlock(lines: readonly string[], from: number): { readonly block: Block; readonly length: number } {
  const root: Block = { name: "", attributes: new Map(), blocks: [] };
  const open = [root];
  let [at, list]: [number, { readonly key: string; text: string } | null] = [from + 1, null];
  for (; at < Math.min(lines.length, from + MAX_LINES) && open.length > 0; at++) {
    const line = (lines[at] ?? "")
      .slice(0, 1000)
      .replace(/(?:^|\s)(?:#|\/\/).*$/, "")
      .trim();
    const current = open.at(-1) ?? root;
    if (list !== null) {
      list.text += ` ${line}`;
      if (line.includes("]")) {
        current.attributes.set(list.key, valuesOf(list.text));
        list = null;
      }
      continue;
    }
    const opened = OPEN.exec(line);
    const [, key = "", value = ""] = ATTRIBUTE.exec(line) ?? [];
    if (opened !== null) {
      const block: Block = { name: opened[1] ?? "", attributes: new Map(), blocks: [] };
      current.blocks.push(block);
      open.push(block);
    } else if (/^\}[,)]*$/.test(line)) open.pop();
    else if (key !== "" && value.startsWith("[") && !value.includes("]")) list = { key, text: value };
    else if (key !== "") current.attributes.set(key, valuesOf(value));
    else {
      // A block in one line.
      const inline = /^([\w-]{1,60}) *\{(.*)\}$/.exec(line);
      if (inline !== null) current.blocks.push(inlineBlock(inline[1] ?? "", inline[2] ?? ""));
    }
  }
  return { block: root, length: at - from };
}

function inlineBlock(name: string, text: string): Block {
  const attributes = new Map<string, readonly string[]>();
  for (const [, key = "", value = ""] of text.matchAll(/([\w-]{1,60}) *= *(\[[^\]]*\]|"[^"]*"|\S+)/g)) {
    attributes.set(key, valuesOf(value));
  }
  return { name, attributes, blocks: [] };
}

/** `["10.0.0.0/8", var.office]`, `"tcp"`, `22`. */
function valuesOf(text: string): readonly string[] {
  const plain = text.trim().replace(/^\[|\],?$/g, "");
  return (plain.match(/"[^"]*"|[^\s,"]+/g) ?? []).slice(0, 100).map((each) => each.replace(/^"|"$/g, ""));
}

function textOf({ attributes }: Block, key: string): string {
  return attributes.get(key)?.[0] ?? "";
}

function all({ attributes }: Block, ...keys: readonly string[]): readonly string[] {
  return keys.flatMap((key) => attributes.get(key) ?? []);
}

const ENDS = ["cidr_blocks", "ipv6_cidr_blocks", "security_groups", "prefix_list_ids"];

function awsRule(block: Block, isInbound: boolean): CloudRule {
  const from = all(
    block,
    ...ENDS,
    "source_security_group_id",
    "cidr_ipv4",
    "cidr_ipv6",
    "referenced_security_group_id",
    "prefix_list_id",
  );
  const protocol = textOf(block, "protocol") || textOf(block, "ip_protocol");
  const isSelf = textOf(block, "self") === "true";
  return {
    kind: "allow",
    priority: 0,
    isInbound,
    protocol: protocol || "all",
    ports: protocol === "-1" ? [] : [spanOf(textOf(block, "from_port"), textOf(block, "to_port"))],
    from: isSelf ? [...from, "this group"] : from,
  };
}

function googleRules(block: Block): readonly CloudRule[] {
  const from = all(block, "source_ranges", "source_tags", "source_service_accounts");
  const isInbound = textOf(block, "direction").toUpperCase() !== "EGRESS";
  const isOff = textOf(block, "disabled") === "true";
  return block.blocks.flatMap((part): readonly CloudRule[] => {
    const kind = part.name === "allow" ? "allow" : part.name === "deny" ? "deny" : null;
    if (kind === null || isOff) return [];
    const priority = Number(textOf(block, "priority") || 1000);
    // Without a source it is for all (cloud.google.com, "VPC firewall rules").
    const source = from.length === 0 ? ["0.0.0.0/0"] : from;
    return [{ kind, priority, isInbound, protocol: textOf(part, "protocol"), ports: all(part, "ports"), from: source }];
  });
}

function azureRule(block: Block): CloudRule {
  return {
    kind: textOf(block, "access") === "Deny" ? "deny" : "allow",
    priority: Number(textOf(block, "priority")) || 0,
    isInbound: textOf(block, "direction") !== "Outbound",
    protocol: textOf(block, "protocol"),
    ports: all(block, "destination_port_range", "destination_port_ranges"),
    from: all(block, "source_address_prefix", "source_address_prefixes", "source_application_security_group_ids"),
  };
}

function reference(text: string): string {
  return text.replace(/^\$\{|\}$/g, "").replace(/^\w+\.([\w-]+)(?:\[\d+\])?\.\w+$/, "$1");
}

const isBlock = (name: string) => (block: Block) => block.name === name;

const RESOURCES: Readonly<Record<string, Resource>> = {
  aws_security_group: {
    notation: "aws",
    group: (_, name) => name,
    rules: (block) => [
      ...block.blocks.filter(isBlock("ingress")).map((each) => awsRule(each, true)),
      ...block.blocks.filter(isBlock("egress")).map((each) => awsRule(each, false)),
    ],
  },
  aws_security_group_rule: {
    notation: "aws",
    group: (block) => reference(textOf(block, "security_group_id")),
    rules: (block) => [awsRule(block, textOf(block, "type") !== "egress")],
  },
  aws_vpc_security_group_ingress_rule: {
    notation: "aws",
    group: (block) => reference(textOf(block, "security_group_id")),
    rules: (block) => [awsRule(block, true)],
  },
  google_compute_firewall: {
    notation: "gcp",
    group: (block) => reference(textOf(block, "network")),
    rules: googleRules,
  },
  azurerm_network_security_group: {
    notation: "azure",
    group: (_, name) => name,
    rules: (block) => block.blocks.filter(isBlock("security_rule")).map(azureRule),
  },
  azurerm_network_security_rule: {
    notation: "azure",
    group: (block) => reference(textOf(block, "network_security_group_name")),
    rules: (block) => [azureRule(block)],
  },
};
