import { readFileSync } from "node:fs";
import { beforeAll, describe, expect, it } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { healthOf } from "../../src/app/health.ts";
import { createMetrics } from "../../src/app/metrics.ts";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

const ALERTS = z
  .object({
    groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string(), expr: z.string() })) })),
  })
  .parse(parse(read("deploy/monitoring/alerts.yaml")))
  .groups.flatMap(({ rules }) => rules);

const TARGETS = z.object({ expr: z.string(), refId: z.string() });
const PANELS = z
  .object({
    panels: z.array(z.object({ title: z.string(), id: z.number(), targets: z.array(TARGETS).default([]) })),
  })
  .parse(JSON.parse(read("deploy/monitoring/grafana-dashboard.json"))).panels;

/** Each metric with its labels, as an expression names them: `name{label="…"}`. */
function metricsIn(expression: string) {
  const found = expression.matchAll(/\b((?:portcall|process|nodejs)_\w+)(?:\{([^}]*)\})?/g);
  return [...found].map(([, name = "", matchers = ""]) => ({
    name,
    labels: [...matchers.matchAll(/(\w+)\s*(?:=~|!~|!=|=)/g)].map(([, label = ""]) => label),
  }));
}

describe("the dashboard and the alert rules", () => {
  /** The labels of each sample that `/metrics` has when everything has happened once. */
  const samples = new Map<string, ReadonlySet<string>>();

  beforeAll(async () => {
    const metrics = createMetrics();
    const platform = "discord";
    metrics.observe({ type: "question", platform, kind: "port", outcome: "answered" });
    metrics.observe({ type: "event", platform, outcome: "answered", seconds: 0.1 });
    metrics.observe({ type: "rate-limited", platform });
    metrics.observe({ type: "retry", platform });
    metrics.observe({ type: "store-call", call: "get", outcome: "failed", seconds: 1 });
    metrics.observe({ type: "http-request", route: "/", status: 200 });
    const adapter = { ready: () => true, health: () => ({ shards: 2, readyShards: 1 }) };
    const text = await metrics.render(
      healthOf({
        required: [],
        store: { canRead: true, canWrite: false, outage: { fault: "full", reason: "", since: 0 } },
        platforms: new Map([[platform, adapter]]),
        registry: { updated: "2026-08-17", records: 1, isOutdated: false },
        now: Date.parse("2026-08-20"),
      }),
    );
    for (const line of text.split("\n")) {
      const [, name, labels = ""] = /^(\w+)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
      if (name === undefined) continue;
      const keys = [...labels.matchAll(/(\w+)="/g)].map(([, label = ""]) => label);
      samples.set(name, new Set([...(samples.get(name) ?? []), ...keys]));
    }
  });

  const expressions = [
    ...ALERTS.map(({ alert, expr }) => [alert, expr] as const),
    ...PANELS.flatMap(({ title, targets }) => targets.map(({ expr }) => [title, expr] as const)),
  ];

  it.each(expressions)("%s asks for metrics and labels that there are: %s", (_title, expression) => {
    for (const { name, labels } of metricsIn(expression)) {
      const known = samples.get(name);
      expect(known, name).toBeDefined();
      // Prometheus adds these two to every target.
      for (const label of labels) expect(["job", "instance", ...(known ?? [])], name).toContain(label);
    }
  });

  it("show every metric of Portcall's own", () => {
    const shown = new Set(expressions.flatMap(([, expression]) => metricsIn(expression).map(({ name }) => name)));
    const family = (name: string) => name.replace(/_(?:bucket|sum|count)$/, "");
    const families = new Set([...shown].map(family));
    const own = [...samples.keys()].filter((name) => name.startsWith("portcall_"));
    expect(own.map(family).filter((name) => !families.has(name))).toEqual([]);
  });

  it("have panels with ids of their own", () => {
    expect(new Set(PANELS.map(({ id }) => id)).size).toBe(PANELS.length);
  });

  const operations = read("docs/operations.md");

  it.each(ALERTS)("$alert has a row in docs/operations.md that says what to do", ({ alert }) => {
    expect(operations).toMatch(new RegExp(`^\\| \`${alert}\` +\\| .+ \\|$`, "m"));
  });

  it("rely on metrics that docs/operations.md explains", () => {
    const own = [...samples.keys()].filter((name) => name.startsWith("portcall_"));
    for (const name of own) expect(operations).toContain(name.replace(/_(?:bucket|sum|count)$/, ""));
  });
});
