import { describe, expect, it } from "vitest";
import { createReplyRenderer } from "#adapters/discord/render.ts";
import { renderReply } from "#adapters/slack/render.ts";
import type { PortRulesAnswer } from "#core/answers/port-rules.ts";
import type { CodeNode } from "#core/card/card.ts";
import { CUT_MARK } from "#core/card/fit.ts";
import type { RuleFormat } from "#core/query/query.ts";
import { RULE_FORMATS } from "#core/query/query.ts";
import { answerTo, ask, cardOf } from "../../support/cards/corpus.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { asker } from "../../support/team-services.ts";

const { all: sets } = knowledge.software.portSets;
const PORT = String.raw`\d{1,5}`;
const NAME = "[a-z0-9]+(?:-[a-z0-9]+)*";

/** All that a line may be, comments aside. */
const LINES: Readonly<Record<RuleFormat, readonly RegExp[]>> = {
  iptables: [
    /^NET=10\.0\.0\.0\/8$/,
    line(`sudo iptables -I INPUT -s \\$NET -p (?:tcp|udp) --dport ${PORT}(?::${PORT})? -j ACCEPT`),
  ],
  nftables: [
    /^NET=10\.0\.0\.0\/8$/,
    line(`sudo nft insert rule inet filter input ip saddr \\$NET (?:tcp|udp) dport ${PORT}(?:-${PORT})? accept`),
  ],
  ufw: [/^NET=10\.0\.0\.0\/8$/, line(`sudo ufw allow from \\$NET to any port ${PORT}(?::${PORT})? proto (?:tcp|udp)`)],
  aws: [
    /^NET=10\.0\.0\.0\/8$/,
    /^SG=sg-[0-9a-f]{17}$/,
    line(
      `aws ec2 authorize-security-group-ingress --group-id \\$SG --protocol (?:tcp|udp) --port ${PORT}(?:-${PORT})? --cidr \\$NET`,
    ),
  ],
  networkpolicy: [
    line("apiVersion: networking\\.k8s\\.io/v1"),
    line("kind: NetworkPolicy"),
    line("metadata:"),
    line(`  name: allow-${NAME}`),
    line("spec:"),
    line("  podSelector:"),
    line("    matchLabels:"),
    line(`      app: ${NAME}`),
    line("  policyTypes:"),
    line("    - Ingress"),
    line("  ingress:"),
    line("    - from:"),
    line("        - ipBlock:"),
    line("            cidr: 10\\.0\\.0\\.0/8"),
    line("      ports:"),
    line(`        - \\{ protocol: (?:TCP|UDP), port: ${PORT}(?:, endPort: ${PORT})? \\}`),
  ],
};

function line(pattern: string): RegExp {
  return new RegExp(`^${pattern}$`);
}

function rulesOf(text: string): PortRulesAnswer {
  const answer = answerTo(text);
  if (answer.kind !== "port-rules") throw new Error(`${text} was answered by ${answer.kind}.`);
  return answer;
}

function codeOf(text: string): string {
  const code = cardOf(text).body.find((node): node is CodeNode => node.type === "code");
  return code?.code ?? "";
}

const isComment = (text: string) => /^ *# /.test(text);
const { renderPrivate, renderPublic } = createReplyRenderer();

describe.each(RULE_FORMATS)("the rules of all systems for %s", (format) => {
  const queries = sets.map(({ id }) => `ports for ${id} as ${format}`);

  it("are lines of its grammar, and comments", () => {
    for (const query of queries) {
      const lines = codeOf(query).split("\n");
      const strange = lines.filter((each) => !isComment(each) && !LINES[format].some((known) => known.test(each)));
      expect(strange, query).toEqual([]);
      // What is only a comment would be a rule too.
      const comments = rulesOf(query).rules.flatMap(({ item, lines: own }) => (item.needed ? [] : own));
      for (const each of comments)
        expect(
          LINES[format].some((known) => known.test(each)),
          each,
        ).toBe(true);
    }
  });

  it("open what is needed and nothing else", () => {
    for (const [at, query] of queries.entries()) {
      const open = codeOf(query)
        .split("\n")
        .filter((each) => !isComment(each));
      const needed = sets[at]?.items.filter((item) => item.needed) ?? [];
      const rules = open.slice(rulesOf(query).head.length);
      // Parts of a system may need the same rule.
      const places = needed.flatMap(({ ports, transports }) =>
        transports.map((each) => `${ports.first}-${ports.last} ${each}`),
      );
      expect(rules.length, query).toBe(new Set(places).size);
      expect(new Set(rules).size, query).toBe(rules.length);
      for (const { ports } of needed)
        expect(
          rules.some((rule) => rule.includes(`${ports.first}`)),
          query,
        ).toBe(true);
    }
  });

  it("are never for everybody", () => {
    for (const query of queries) expect(codeOf(query)).not.toMatch(/0\.0\.0\.0\/0|::\/0|\bany(?:where)?\b(?! port)/);
  });

  it("reach Slack and Discord in one piece", async () => {
    for (const text of queries) {
      const reply = await ask({ text, manner: "command", locale: "en", asker: asker("ann") });
      // Slack's top-level text is only the beginning, for notifications.
      const payloads = [renderReply(reply).blocks, renderPrivate(reply), renderPublic(reply, "1", "en")];
      expect(payloads.filter((payload) => JSON.stringify(payload).includes(CUT_MARK)).length, text).toBe(0);
    }
  });
});

it("stand under the parts of the system, each with what it is", () => {
  expect(codeOf("ports for k3s as ufw").split("\n")).toEqual([
    "NET=10.0.0.0/8",
    "# == Servers ==",
    "# API and supervisor",
    "sudo ufw allow from $NET to any port 6443 proto tcp",
    "# etcd (optional)",
    "# sudo ufw allow from $NET to any port 2379:2380 proto tcp",
    "# == All nodes ==",
    "# Flannel VXLAN",
    "sudo ufw allow from $NET to any port 8472 proto udp",
    "# kubelet",
    "sudo ufw allow from $NET to any port 10250 proto tcp",
    "# image registry (optional)",
    "# sudo ufw allow from $NET to any port 5001 proto tcp",
    "# Flannel WireGuard (optional)",
    "# sudo ufw allow from $NET to any port 51820:51821 proto udp",
  ]);
});

it("are offered for the other formats", async () => {
  const { actions } = await ask({ text: "ports for k8s as nft", manner: "command", locale: "en", asker: asker("ann") });
  expect(actions.flatMap((action) => (action.type === "ask" ? [action.query] : []))).toEqual(
    ["iptables", "ufw", "aws", "networkpolicy"].map((format) => `ports for kubernetes as ${format}`),
  );
});
