import { wordsOf } from "#core/explain/words.ts";
import type { CloudRule } from "#core/firewall/clouds.ts";
import { cloudRules } from "#core/firewall/clouds.ts";
import type { NotationReader } from "#core/firewall/notations/notation-reader.ts";
import { flatRules } from "#core/firewall/rule.ts";
import type { RuleContext } from "#core/firewall/rule-words.ts";

/** The table of `gcloud compute firewall-rules list`, which doesn't show for whom a rule is. */
export function gcloud(context: RuleContext): NotationReader {
  const rules: CloudRule[] = [];
  let denyAt = Number.POSITIVE_INFINITY;
  let isTable = false;
  return {
    take: (lines, at) => {
      const line = (lines[at] ?? "").slice(0, 1000);
      const words = wordsOf(line);
      if (words.includes("DIRECTION") && words.includes("ALLOW") && words.includes("NAME")) {
        isTable = true;
        denyAt = words.includes("DENY") ? line.indexOf(" DENY") : Number.POSITIVE_INFINITY;
        return 1;
      }
      const row = isTable ? /^\s*\S+ +\S+ +(INGRESS|EGRESS) +(\d{1,5})(?: +(\S+))?/.exec(line) : null;
      if (row === null) return 0;
      const [whole, direction, priority, listed = ""] = row;
      const isDenied = whole.length - listed.length >= denyAt;
      if (listed !== "" && !/^(?:True|False)$/.test(listed)) {
        for (const each of listed.split(",")) {
          const [protocol = "", ports = ""] = each.split(":", 2);
          const kind = isDenied ? "deny" : "allow";
          rules.push({
            kind,
            protocol,
            ports: [ports],
            from: [],
            isInbound: direction === "INGRESS",
            priority: Number(priority),
          });
        }
      }
      return 1;
    },
    ruleSets: () => {
      const { rules: found, counts } = cloudRules(rules, context);
      return rules.length === 0 ? [] : [flatRules("gcp", found, "unknown", { counts })];
    },
  };
}
