import type { ChatAdapter } from "#core/chat-platform.ts";

/** Which platforms are connected now. */
export interface Readiness {
  /** Whether every platform that is configured is connected. */
  readonly ready: boolean;
  readonly adapters: Readonly<Record<string, "connected" | "disconnected" | "not configured">>;
  /** What the platforms' adapters count, by platform. */
  readonly details: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

/** @param platforms every platform Portcall knows, by name, in the order to list them; null where it isn't configured */
export function readinessOf(platforms: ReadonlyMap<string, ChatAdapter | null>): Readiness {
  const named = [...platforms];
  const states = named.map(([name, adapter]) => {
    if (adapter === null) return [name, "not configured"] as const;
    return [name, adapter.ready() ? "connected" : "disconnected"] as const;
  });
  const details = named.flatMap(([name, adapter]) => {
    const counts = adapter?.health?.();
    return counts === undefined ? [] : [[name, counts] as const];
  });
  return {
    ready: states.every(([, state]) => state !== "disconnected"),
    adapters: Object.fromEntries(states),
    details: Object.fromEntries(details),
  };
}
