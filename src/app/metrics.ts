import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import { assertNever } from "#core/card/card.ts";
import type { Observe } from "#core/telemetry.ts";
import type { Health } from "./health.ts";
import { HEALTH_PARTS, PLATFORM_STATUSES } from "./health.ts";

/** Portcall's metrics, in Prometheus' text format: https://prometheus.io/docs/instrumenting/exposition_formats/ */
export interface Metrics {
  readonly observe: Observe;
  /** @param health the state at the moment of the call */
  render(health: Health): Promise<string>;
  readonly contentType: string;
}

/** Seconds. A platform waits three for an acknowledgement; deferred replies take longer. */
const EVENT_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2, 3, 5, 10, 30];
/** Seconds. A call of the store ends after one, a large one after five. */
const STORE_BUCKETS = [0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 5];

/** Besides its own metrics it collects those of the process: CPU, memory, file descriptors, event loop, garbage. */
export function createMetrics(): Metrics {
  const register = new Registry();
  collectDefaultMetrics({ register });
  const registers = [register];
  const gauges = GAUGES.map(({ name, help, labels, values }) => ({
    gauge: new Gauge({ name, help, labelNames: labels, registers }),
    values,
  }));
  return {
    observe: createObserve(registers),
    contentType: register.contentType,
    render(health) {
      for (const { gauge, values } of gauges) {
        gauge.reset();
        for (const [labels, value] of values(health)) gauge.set(labels, value);
      }
      return register.metrics();
    },
  };
}

function createObserve(registers: Registry[]): Observe {
  const questions = new Counter({
    name: "portcall_questions_total",
    help: "Questions by the kind of their answer.",
    labelNames: ["platform", "kind", "outcome"],
    registers,
  });
  const events = new Histogram({
    name: "portcall_event_duration_seconds",
    help: "Events of a platform: the time until the reply was handed over.",
    labelNames: ["platform", "outcome"],
    buckets: EVENT_BUCKETS,
    registers,
  });
  const rateLimits = new Counter({
    name: "portcall_platform_rate_limits_total",
    help: "Calls that a platform rate limited.",
    labelNames: ["platform"],
    registers,
  });
  const retries = new Counter({
    name: "portcall_platform_retries_total",
    help: "Calls to a platform that were repeated.",
    labelNames: ["platform"],
    registers,
  });
  const storeCalls = new Histogram({
    name: "portcall_store_call_duration_seconds",
    help: "Calls of the store.",
    labelNames: ["call", "outcome"],
    buckets: STORE_BUCKETS,
    registers,
  });
  const requests = new Counter({
    name: "portcall_http_requests_total",
    help: "HTTP requests by route; 4xx are refused ones.",
    labelNames: ["route", "status"],
    registers,
  });

  return (observation) => {
    const { type } = observation;
    switch (type) {
      case "question": {
        const { platform, kind, outcome } = observation;
        return questions.inc({ platform, kind, outcome });
      }
      case "event": {
        const { platform, outcome, seconds } = observation;
        return events.observe({ platform, outcome }, seconds);
      }
      case "rate-limited":
        return rateLimits.inc({ platform: observation.platform });
      case "retry":
        return retries.inc({ platform: observation.platform });
      case "store-call": {
        const { call, outcome, seconds } = observation;
        return storeCalls.observe({ call, outcome }, seconds);
      }
      case "http-request": {
        const { route, status } = observation;
        return requests.inc({ route, status });
      }
      default:
        return assertNever(type);
    }
  };
}

type Labels = Readonly<Record<string, string>>;

interface HealthGauge {
  readonly name: string;
  readonly help: string;
  readonly labels: string[];
  values(health: Health): readonly (readonly [Labels, number])[];
}

const NO_LABELS: Labels = {};

/** What `/readyz` says, as numbers. */
const GAUGES: readonly HealthGauge[] = [
  {
    name: "portcall_build_info",
    help: "Always 1; the version is in the labels.",
    labels: ["version", "node_version"],
    values: ({ version }) => [[{ version, node_version: process.version }, 1]],
  },
  {
    name: "portcall_ready",
    help: "Whether /readyz answers 200.",
    labels: [],
    values: ({ ready }) => [[NO_LABELS, Number(ready)]],
  },
  {
    name: "portcall_failing",
    help: "Whether a part fails, required for readiness or not.",
    labels: ["part"],
    values: ({ failing }) => HEALTH_PARTS.map((part) => [{ part }, Number(failing.includes(part))]),
  },
  {
    name: "portcall_store_up",
    help: "Whether the store can be read and written.",
    labels: ["access"],
    values: ({ store }) => [
      [{ access: "read" }, Number(store.reads)],
      [{ access: "write" }, Number(store.writes)],
    ],
  },
  {
    name: "portcall_store_fault",
    help: "1 for what is wrong with the store now.",
    labels: ["fault"],
    values: ({ store: { fault } }) => (fault === null ? [] : [[{ fault }, 1]]),
  },
  {
    name: "portcall_platform_status",
    help: "1 for the status of a platform.",
    labels: ["platform", "status"],
    values: ({ platforms }) =>
      Object.entries(platforms).flatMap(([platform, { status }]) =>
        PLATFORM_STATUSES.map((each) => [{ platform, status: each }, Number(each === status)] as const),
      ),
  },
  {
    name: "portcall_shards",
    help: "Discord's shards in this process.",
    labels: ["platform", "state"],
    values: ({ platforms }) =>
      Object.entries(platforms).flatMap(([platform, { counts }]) => {
        const { shards, readyShards } = counts;
        if (shards === undefined || readyShards === undefined) return [];
        return [
          [{ platform, state: "expected" }, shards] as const,
          [{ platform, state: "connected" }, readyShards] as const,
        ];
      }),
  },
  {
    name: "portcall_registry_updated_timestamp_seconds",
    help: "IANA's date of the registry in use.",
    labels: [],
    values: ({ registry }) => [[NO_LABELS, Date.parse(`${registry.updated}T00:00:00Z`) / 1000]],
  },
];
