import type { CloudRule } from "#core/firewall/clouds.ts";
import { cloudRules } from "#core/firewall/clouds.ts";
import type { NotationReader } from "#core/firewall/notations/notation-reader.ts";
import type { Notation } from "#core/firewall/rule.ts";
import { flatRules } from "#core/firewall/rule.ts";
import type { RuleContext } from "#core/firewall/rule-words.ts";
import { quotedWords } from "#core/firewall/rule-words.ts";

const COMMAND =
  /^(?:\S{0,60}[#$%>] )?(aws ec2 authorize-security-group-ingress|gcloud compute firewall-rules create|az network nsg rule create)\b(.*)$/;

/** Commands that add rules to a cloud's groups. The group's other rules aren't in the text. */
export function cloudCommands(context: RuleContext): NotationReader {
  const rules = new Map<Notation, CloudRule[]>();
  return {
    take: (lines, at) => {
      const [, command = "", rest = ""] = COMMAND.exec((lines[at] ?? "").slice(0, 2000).trim()) ?? [];
      if (command === "") return 0;
      const { text, length } = continued(rest, lines, at);
      const [notation, read] = readerOf(command);
      const own = rules.get(notation) ?? [];
      own.push(...read(optionsOf(text)));
      rules.set(notation, own);
      return length;
    },
    ruleSets: () =>
      Array.from(rules, ([notation, own]) => {
        const { rules: found, counts } = cloudRules(own, context);
        return flatRules(notation, found, "unknown", { counts });
      }),
  };
}

function continued(first: string, lines: readonly string[], from: number) {
  let [text, at] = [first, from];
  while (text.endsWith("\\") && at + 1 < lines.length && at < from + 40) {
    at++;
    text = `${text.slice(0, -1)} ${(lines[at] ?? "").slice(0, 2000).trim()}`;
  }
  return { text, length: at - from + 1 };
}

type Options = ReadonlyMap<string, readonly string[]>;

/** `--allow tcp:80,udp:53 --priority=900`: the values of each option, parted at commas and blanks. */
function optionsOf(text: string): Options {
  const options = new Map<string, readonly string[]>();
  let name = "";
  for (const word of quotedWords(text)) {
    const [, key = "", value = ""] = /^--([\w-]{1,40})(?:=(.*))?$/.exec(word) ?? [];
    if (key !== "") name = key;
    const given = key === "" ? word : value;
    options.set(name, [...(options.get(name) ?? []), ...given.split(",").filter((each) => each !== "")]);
  }
  return options;
}

function readerOf(command: string): readonly [Notation, (options: Options) => readonly CloudRule[]] {
  if (command.startsWith("aws")) return ["aws", awsRules];
  return command.startsWith("gcloud") ? ["gcp", googleRules] : ["azure", azureRules];
}

const ANYBODY = ["0.0.0.0/0"];

function listOf(options: Options, ...names: readonly string[]): readonly string[] {
  return names.flatMap((name) => options.get(name) ?? []);
}

function awsRules(options: Options): readonly CloudRule[] {
  const [protocol = ""] = listOf(options, "protocol");
  const from = listOf(options, "cidr", "source-group");
  return protocol === ""
    ? []
    : [{ kind: "allow", priority: 0, isInbound: true, protocol, ports: listOf(options, "port"), from }];
}

function googleRules(options: Options): readonly CloudRule[] {
  const [direction = "INGRESS"] = listOf(options, "direction");
  const [priority = "1000"] = listOf(options, "priority");
  const isDenied = options.has("action") ? /deny/i.test(listOf(options, "action").join()) : false;
  const from = listOf(options, "source-ranges", "source-tags");
  return listOf(options, "allow", "rules").map((each) => {
    const [protocol = "", ports = ""] = each.split(":", 2);
    return {
      kind: isDenied ? "deny" : "allow",
      priority: Number(priority),
      isInbound: !/^egress$/i.test(direction),
      protocol,
      ports: [ports],
      from: from.length === 0 ? ANYBODY : from,
    };
  });
}

function azureRules(options: Options): readonly CloudRule[] {
  const first = (name: string, otherwise: string) => listOf(options, name)[0] ?? otherwise;
  const from = listOf(options, "source-address-prefixes", "source-address-prefix");
  return [
    {
      kind: /deny/i.test(first("access", "allow")) ? "deny" : "allow",
      priority: Number(first("priority", "100")),
      isInbound: !/outbound/i.test(first("direction", "inbound")),
      protocol: first("protocol", "*"),
      ports: listOf(options, "destination-port-ranges", "destination-port-range"),
      from: from.length === 0 ? ANYBODY : from,
    },
  ];
}
