import type { ChatAdapter } from "#core/chat-platform.ts";

/** Which platforms are connected now. */
export interface Readiness {
  /** Whether every platform that is configured is connected. */
  readonly ready: boolean;
  readonly adapters: Readonly<Record<string, "connected" | "disconnected" | "not configured">>;
  /** What the platforms' adapters count, by platform. */
  readonly details: Readonly<Record<string, Readonly<Record<string, number>>>>;
}

const PLATFORMS = ["slack", "discord"] as const;

/** @param adapters the configured ones */
export function readinessOf(adapters: readonly ChatAdapter[]): Readiness {
  const states = PLATFORMS.map((name) => {
    const adapter = adapters.find((each) => each.name === name);
    if (adapter === undefined) return [name, "not configured"] as const;
    return [name, adapter.ready() ? "connected" : "disconnected"] as const;
  });
  const details = adapters.flatMap(({ name, health }) => (health === undefined ? [] : [[name, health()] as const]));
  return {
    ready: adapters.every((adapter) => adapter.ready()),
    adapters: Object.fromEntries(states),
    details: Object.fromEntries(details),
  };
}
