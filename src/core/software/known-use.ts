import { distinct } from "#core/collections.ts";
import { lazy } from "#core/lazy.ts";
import { oncePerObject } from "#core/once-per-object.ts";
import type { PortSpan, Transport } from "#core/registry/port.ts";
import { spanSize } from "#core/registry/port.ts";

/** What a program, a protocol or an event of the past has to do with a number; `data/software` has the table. */
export interface KnownUse {
  readonly span: PortSpan;
  readonly transports: readonly Transport[];
  readonly kind: KnownUseKind;
  /** The usual name of the program or protocol; for history, of the event. */
  readonly product: string;
  /** What the number is to the product, such as `metrics`; null for its main number. */
  readonly role: string | null;
  /** The product and the role, as they are shown. */
  readonly software: string;
  /** Other names that people type for it, in lower case. */
  readonly names: readonly string[];
  /** Process names that identify it, in lower case, without `.exe`. */
  readonly processes: readonly string[];
  /** Whether it answers over HTTP or HTTPS. */
  readonly speaksHttp: boolean;
  /** Whether most people know the product. */
  readonly isWellKnown: boolean;
  /** One sentence in English. */
  readonly purpose: string;
  /** Where it listens by default; null if not known. */
  readonly bind: Bind | null;
  /** Null if not known. */
  readonly exposure: Exposure | null;
  /** https address of the primary source for the number. */
  readonly source: string;
  /** The date the source was last read, `YYYY-MM-DD`. */
  readonly checked: string;
}

/**
 * `standard`: given by the protocol's specification; `default`: used unless configured otherwise; `example`: the number
 * in the documentation's examples; `custom`: by convention; `history`: a past event, worded as history.
 */
export const KNOWN_USE_KINDS = ["standard", "default", "example", "custom", "history"] as const;
export type KnownUseKind = (typeof KNOWN_USE_KINDS)[number];

export const BINDS = ["loopback", "all"] as const;
export type Bind = (typeof BINDS)[number];

/** Who may reach a service, and why. */
export interface Exposure {
  readonly reach: Reach;
  /** A clause in English without a full stop. */
  readonly because: string;
  /** What to do about it, the most important first. */
  readonly steps: readonly ExposureStep[];
  /** https address where the vendor or an authority says so. */
  readonly source: string;
}

/** Strictest first: only its own host; only networks and hosts that are trusted; anyone. */
export const REACHES = ["host", "network", "internet"] as const;
export type Reach = (typeof REACHES)[number];

export const EXPOSURE_STEPS = [
  "bind",
  "firewall",
  "login",
  "tls",
  "tunnel",
  "publish",
  "proxy",
  "off",
  "update",
] as const;
export type ExposureStep = (typeof EXPOSURE_STEPS)[number];

/** Longer spans are pools of numbers, not uses of single numbers. */
const MAX_SPAN_SIZE = 100;

/** Whether the use is a pool of numbers, such as Kubernetes' NodePorts. */
export function isPool({ span }: Pick<KnownUse, "span">): boolean {
  return spanSize(span) > MAX_SPAN_SIZE;
}

/** Whether it is a use of today, and not history or a pool, on a transport; null for any. */
export function isCurrentUse(use: KnownUse, transport: Transport | null): boolean {
  return use.kind !== "history" && !isPool(use) && (transport === null || use.transports.includes(transport));
}

/** Whether it is known that it isn't for everybody to reach. */
export function isRestricted({ exposure }: Pick<KnownUse, "exposure">): boolean {
  return exposure !== null && exposure.reach !== "internet";
}

/** The names of the software, each once. */
export function softwareOf(uses: readonly Pick<KnownUse, "software">[]): readonly string[] {
  return distinct(uses.map(({ software }) => software));
}

/** The strictest of the exposures that are known; null if none is. */
export function strictestReach(uses: readonly KnownUse[]): Reach | null {
  return REACHES.find((reach) => uses.some(({ exposure }) => exposure?.reach === reach)) ?? null;
}

/** What a registry record calls a service. */
interface NamedRecord {
  readonly serviceName: string | null;
  readonly description: string;
}

/**
 * Tells whether registry records have one of a use's names in them: then the registry says the same. Their words are
 * read when it is first asked.
 */
export function namedBy(records: readonly NamedRecord[]): (use: KnownUse) => boolean {
  const words = lazy(
    () => new Set(records.flatMap(({ serviceName, description }) => wordsOf(`${serviceName} ${description}`))),
  );
  return (use) => {
    const said = words();
    return said.size > 0 && nameWordsOf(use).some((name) => name.every((word) => said.has(word)));
  };
}

/** The words of each of a use's names; made once, because a number can have sixty uses. */
const nameWordsOf = oncePerObject(({ product, software, names }: KnownUse) =>
  [product, software, ...names].map(wordsOf),
);

function wordsOf(text: string): readonly string[] {
  return text.toLowerCase().match(/[a-z0-9]+/g) ?? [];
}
