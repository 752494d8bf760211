import { isPublisher } from "#core/answers/explain-process.ts";
import { isSupervisor } from "#core/explain/fold-listeners.ts";
import type { PastedListener } from "#core/explain/listener.ts";
import type { Exposure, ExposureStep } from "#core/software/known-use.ts";

/** Who holds a listener's socket, and so where its address is set; `scan` where only the answer is seen. */
export type ListenerOrigin = "program" | "container" | "kubernetes" | "socket-unit" | "scan";

/** How a listener is closed to those who shouldn't reach it. */
export interface Cure {
  readonly origin: ListenerOrigin;
  /** Whether to close it where the origin says; not if others are to reach it, once it has a login or TLS. */
  readonly isClosed: boolean;
  /** What to do besides, or instead where the origin has no step of its own; the most important first. */
  readonly steps: readonly ExposureStep[];
}

/** A swarm's own sockets; the services' published ports are dockerd's as well. */
const SWARM_PORTS: ReadonlySet<number> = new Set([2377, 7946]);

/**
 * Where the paste shows that a listener's address is set.
 *
 * @param isOwn whether the process is the program itself, and holds the socket for no other
 */
export function originOf(listener: PastedListener, isOwn: boolean): ListenerOrigin {
  const { system, service, target, process, pid, scope, port } = listener;
  if (system === "cluster") return "kubernetes";
  if (service !== null || target !== null) return "container";
  if (isOwn) return "program";
  if (process === "kube-proxy") return "kubernetes";
  if (process === "dockerd" && SWARM_PORTS.has(port)) return "program";
  if (isPublisher(process)) return process === "rpcbind" ? "program" : "container";
  if (system === "linux" && isSupervisor(process)) return "socket-unit";
  // Only scans show a port and an address and nothing of the host.
  const isScan = system === null && process === null && pid === null && scope !== "every";
  return isScan ? "scan" : "program";
}

/** Steps that say how to set the address or filter it, which depends on the origin. */
const STEPS_OF_ORIGIN: ReadonlySet<ExposureStep> = new Set(["bind", "firewall", "publish", "tunnel", "proxy"]);
const MAX_STEPS = 2;

/** Come first for what others are to reach once this is done, as the table's README says. */
const STEPS_OF_OPEN_SERVICES: ReadonlySet<ExposureStep | undefined> = new Set(["login", "tls", "update"]);

/** The same, with what to do first only. */
export function firstOf(cure: Cure): Cure {
  return { ...cure, steps: cure.isClosed ? [] : cure.steps.slice(0, 1) };
}

/** Whether others are to reach it even after the steps that the table advises. */
export function staysOpen({ steps: [first] }: Exposure): boolean {
  return STEPS_OF_OPEN_SERVICES.has(first);
}

/** The table's steps, as far as they fit where the listing came from. */
export function cureOf(origin: ListenerOrigin, exposure: Exposure): Cure {
  const { steps } = exposure;
  if (origin === "program") {
    return { origin, isClosed: false, steps: steps.filter((step) => step !== "publish").slice(0, MAX_STEPS) };
  }
  const others = steps.filter((step) => !STEPS_OF_ORIGIN.has(step));
  const isClosed = !staysOpen(exposure);
  return { origin, isClosed, steps: others.slice(0, isClosed ? MAX_STEPS - 1 : MAX_STEPS) };
}
