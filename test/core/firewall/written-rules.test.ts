import { describe, expect, it } from "vitest";
import type { CodeNode } from "#core/card/card.ts";
import { verdictOn } from "#core/firewall/verdict-on.ts";
import { RULE_FORMATS } from "#core/query/query.ts";
import { cardOf } from "../../support/cards/corpus.ts";
import { ruleSetsIn } from "../../support/firewall.ts";
import { knowledge } from "../../support/registry/committed.ts";

const { all: systems } = knowledge.software.portSets;

function codeOf(text: string): string {
  return cardOf(text).body.find((node): node is CodeNode => node.type === "code")?.code ?? "";
}

describe.each(RULE_FORMATS)("the rules that are written for %s", (format) => {
  it("are read with the same ports, for the same network", () => {
    const wrong: string[] = [];
    for (const { id, items } of systems) {
      const sets = ruleSetsIn(codeOf(`ports for ${id} as ${format}`));
      const needed = items.filter((item) => item.needed);
      for (const { ports, transports } of needed) {
        for (const transport of transports) {
          for (const port of [ports.first, ports.last]) {
            const verdict = verdictOn(port, transport, sets);
            const from = verdict.kind === "some" ? verdict.who.map((each) => each.from).join() : verdict.kind;
            if (from !== "10.0.0.0/8") wrong.push(`${id}: ${port} ${transport} ${from}`);
          }
        }
      }
      const isNeeded = (port: number) => items.some(({ ports }) => ports.first <= port && port <= ports.last);
      const other = [1, 7, 40_001].find((port) => !isNeeded(port)) ?? 2;
      const rest = verdictOn(other, "tcp", sets).kind;
      if (needed.length > 0 && (rest === "anywhere" || rest === "some")) wrong.push(`${id}: ${other} ${rest}`);
    }
    expect(wrong).toEqual([]);
  });
});
