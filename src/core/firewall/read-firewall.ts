import { cloudCommands } from "#core/firewall/notations/cloud-commands.ts";
import { firewalld } from "#core/firewall/notations/firewalld.ts";
import { gcloud } from "#core/firewall/notations/gcloud.ts";
import { iptables } from "#core/firewall/notations/iptables.ts";
import { nftables } from "#core/firewall/notations/nftables.ts";
import type { NotationReader } from "#core/firewall/notations/notation-reader.ts";
import { pf } from "#core/firewall/notations/pf.ts";
import { terraform } from "#core/firewall/notations/terraform.ts";
import { ufw } from "#core/firewall/notations/ufw.ts";
import { windows } from "#core/firewall/notations/windows.ts";
import type { RuleSet } from "#core/firewall/rule.ts";
import type { RuleContext } from "#core/firewall/rule-words.ts";

/** All notations of lines. Who took the line above is asked first, and then these in order. */
const NOTATIONS: readonly ((context: RuleContext) => NotationReader)[] = [
  iptables,
  ufw,
  nftables,
  firewalld,
  pf,
  windows,
  terraform,
  gcloud,
  cloudCommands,
];

/** The firewall rules in a paste. */
export interface FirewallText {
  readonly ruleSets: readonly RuleSet[];
  /** The indexes of their lines. */
  readonly lines: ReadonlySet<number>;
}

const NO_FIREWALL: FirewallText = { ruleSets: [], lines: new Set() };

/** A word that one of them has somewhere, so that other pastes cost one look. */
const HINT =
  /ACCEPT|ALLOW|DENY|REJECT|DROP\b|\bufw\b|\btables?\b|\bnft\b|\btarget:|^ *(?:@\d+ )?(?:pass|block) |Rule Name:|LocalPort|FirewallRule|resource "|INGRESS|EGRESS|Status: inactive|authorize-security-group|firewall-rules create|nsg rule create/m;

/** Reads the rules in the lines of a paste. Never throws; linear in the length of the text. */
export function readFirewall(lines: readonly string[], context: RuleContext): FirewallText {
  if (!lines.some((line) => HINT.test(line))) return NO_FIREWALL;
  const readers = NOTATIONS.map((create) => create(context));
  const plain = withVariables(lines);
  const taken = new Set<number>();
  let last: NotationReader | null = null;
  for (let at = 0; at < plain.length; ) {
    const line = plain[at] ?? "";
    const candidates: readonly NotationReader[] =
      last === null ? readers : [last, ...readers.filter((each) => each !== last)];
    let length = 0;
    for (const reader of line.trim() === "" ? [] : candidates) {
      length = reader.take(plain, at);
      if (length > 0) {
        last = reader;
        break;
      }
    }
    for (let place = at; place < at + length; place++) taken.add(place);
    at += Math.max(1, length);
  }
  const ruleSets = readers.flatMap((reader) => reader.ruleSets());
  if (ruleSets.length === 0) return NO_FIREWALL;
  for (const [at, line] of lines.entries()) if (ASSIGNMENT.test(line)) taken.add(at);
  return { ruleSets, lines: taken };
}

const ASSIGNMENT = /^ *(?:export )?([A-Z][A-Z0-9_]{0,30})=([\w./:-]{1,60})$/;

/** Shell variables, as scripts of rules have them, with their values. */
function withVariables(lines: readonly string[]): readonly string[] {
  const values = new Map<string, string>();
  for (const line of lines) {
    const [, name = "", value = ""] = ASSIGNMENT.exec(line) ?? [];
    if (name !== "") values.set(name, value);
  }
  if (values.size === 0) return lines;
  return lines.map((line) =>
    line.length > 2000 || !line.includes("$")
      ? line
      : line.replace(/\$\{?([A-Z][A-Z0-9_]{0,30})\}?/g, (whole, name: string) => values.get(name) ?? whole),
  );
}
