import type { ChatAdapter } from "#core/chat-platform.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import type { StoreFault, StoreState } from "#core/store-state.ts";
import { VERSION } from "./version.ts";

/** The state of the whole process: `/readyz` shows it, and `/metrics` is made from it. */
export interface Health {
  /** Whether none of the required parts fails. */
  readonly ready: boolean;
  /** All parts that fail, required or not. */
  readonly failing: readonly HealthPart[];
  readonly version: string;
  readonly store: StoreHealth;
  readonly platforms: Readonly<Record<string, PlatformHealth>>;
  readonly registry: RegistryHealth;
}

/** What readiness may depend on: every configured platform is connected, the store can be read, it can be written. */
export type HealthPart = (typeof HEALTH_PARTS)[number];

export const HEALTH_PARTS = ["platforms", "reads", "writes"] as const;

export interface StoreHealth {
  readonly reads: boolean;
  readonly writes: boolean;
  readonly fault: StoreFault | null;
  /** ISO 8601. */
  readonly since: string | null;
}

export interface PlatformHealth {
  readonly status: PlatformStatus;
  /** The adapter's own figures, such as shards. */
  readonly counts: Readonly<Record<string, number>>;
}

/** `refused`: the platform does not accept the token. */
export type PlatformStatus = (typeof PLATFORM_STATUSES)[number];

export const PLATFORM_STATUSES = ["connected", "disconnected", "refused", "not configured"] as const;

export interface RegistryHealth {
  /** IANA's date, `YYYY-MM-DD`. */
  readonly updated: string;
  readonly ageInDays: number;
  readonly isOutdated: boolean;
}

export interface HealthSources {
  readonly required: readonly HealthPart[];
  readonly store: StoreState;
  /** All platforms by name, in display order; null if not configured. */
  readonly platforms: ReadonlyMap<string, Pick<ChatAdapter, "ready" | "isRefused" | "health"> | null>;
  readonly registry: RegistrySource;
  /** Milliseconds since 1970. */
  readonly now: number;
}

export function healthOf({ required, store, platforms, registry, now }: HealthSources): Health {
  const named = [...platforms].map(([name, adapter]) => [name, platformHealth(adapter)] as const);
  const fails: Readonly<Record<HealthPart, boolean>> = {
    platforms: named.some(([, { status }]) => status === "disconnected" || status === "refused"),
    reads: !store.canRead,
    writes: !store.canWrite,
  };
  return {
    ready: !required.some((part) => fails[part]),
    failing: HEALTH_PARTS.filter((part) => fails[part]),
    version: VERSION,
    store: {
      reads: store.canRead,
      writes: store.canWrite,
      fault: store.outage?.fault ?? null,
      since: store.outage === null ? null : new Date(store.outage.since).toISOString(),
    },
    platforms: Object.fromEntries(named),
    registry: {
      updated: registry.updated,
      ageInDays: Math.floor((now - Date.parse(`${registry.updated}T00:00:00Z`)) / DAY),
      isOutdated: registry.isOutdated,
    },
  };
}

/** Milliseconds. */
const DAY = 86_400_000;

function platformHealth(adapter: Pick<ChatAdapter, "ready" | "isRefused" | "health"> | null): PlatformHealth {
  return { status: platformStatus(adapter), counts: adapter?.health?.() ?? {} };
}

function platformStatus(adapter: Pick<ChatAdapter, "ready" | "isRefused"> | null): PlatformStatus {
  if (adapter === null) return "not configured";
  if (adapter.isRefused?.() === true) return "refused";
  return adapter.ready() ? "connected" : "disconnected";
}
