import { z } from "zod";
import type { HealthPart } from "./health.ts";
import { HEALTH_PARTS } from "./health.ts";
import type { PlatformName } from "./platforms/platforms.ts";
import { isPlatformName, PLATFORM_NAMES, PLATFORMS } from "./platforms/platforms.ts";

export interface RefreshConfig {
  /** An address to fetch the registry from instead of IANA's. */
  readonly mirror: string | null;
}

export interface MetricsAddress {
  readonly host: string;
  readonly port: number;
}

export type LogLevel = (typeof LOG_LEVELS)[number];

export type FeedbackTarget =
  | { readonly to: "file"; readonly path: string }
  | { readonly to: PlatformName; readonly channel: string };

const LOG_LEVELS = ["debug", "info", "warn", "error", "silent"] as const;

const FEEDBACK_ISSUE = `must be file:PATH or, with a channel's id, ${PLATFORM_NAMES.map((name) => `${name}:CHANNEL`).join(" or ")}`;

const REFRESH_ISSUE = "must be on, off, or the http or https URL of a copy of IANA's registry, without a password";

const DRAIN_ISSUE = "must be a number of seconds from 0 to 60";

const METRICS_ISSUE = "must be a port, or HOST:PORT";

const READY_ISSUE = `must be none, or some of ${HEALTH_PARTS.join(",")}`;

const KEY_ISSUE =
  "must be 32 bytes in base64 or hexadecimal, as openssl rand -base64 32 makes them; for a change of keys, the new key, a comma and the old one";

const BOOK_LIMIT_ISSUE = "must be a number of claims from 1 to 65535";

/** The variables that belong to no platform: their forms, defaults, and what is said of a wrong value. */
export const VARIABLES = z.object({
  HOST: z.string().default("127.0.0.1"),
  PORT: z.coerce
    .number("must be a port number")
    .int("must be a port number")
    .min(0, "must be a port number")
    .max(65_535, "must be a port number up to 65535")
    .default(8867),
  LOG_LEVEL: z.enum(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`).default("info"),
  PORTCALL_DRAIN: wholeNumber(0, 60, DRAIN_ISSUE).default(4),
  PORTCALL_STORE: z.string().trim().default("sqlite:./var/portcall.sqlite"),
  PORTCALL_STORE_KEY: parsedBy(parseKeys, KEY_ISSUE),
  PORTCALL_BOOK_LIMIT: wholeNumber(1, 65_535, BOOK_LIMIT_ISSUE).default(5000),
  PORTCALL_FEEDBACK: parsedBy(parseFeedbackTarget, FEEDBACK_ISSUE),
  PORTCALL_REFRESH: parsedBy(parseRefresh, REFRESH_ISSUE),
  PORTCALL_METRICS: parsedBy(parseMetricsAddress, METRICS_ISSUE),
  PORTCALL_READY: parsedBy(parseReady, READY_ISSUE),
});

/** @param issue what is said of any other value */
function wholeNumber(least: number, most: number, issue: string) {
  return z.coerce.number(issue).int(issue).min(least, issue).max(most, issue);
}

/** @param parse null for a text that is wrong */
function parsedBy<Value>(parse: (text: string) => Value | null, issue: string) {
  return z
    .string()
    .transform((text, context): NonNullable<Value> => parse(text) ?? context.addIssue(issue) ?? z.NEVER)
    .optional();
}

/** `file:PATH`, or a platform and a channel: `slack:C123`, `slack:T123/C123`; null for anything else. */
function parseFeedbackTarget(text: string): FeedbackTarget | null {
  const [, to = "", where = ""] = /^(\w+):(.+)$/.exec(text) ?? [];
  if (to === "file") return { to, path: where };
  return isPlatformName(to) && PLATFORMS[to].channel.test(where) ? { to, channel: where } : null;
}

/** Keys with commas, null for anything else. */
function parseKeys(text: string): readonly Uint8Array[] | null {
  const keys = text.split(",").map((each) => parseKey(each.trim()));
  return keys.every((key) => key !== null) ? keys : null;
}

function parseKey(text: string): Uint8Array | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, "hex");
  return /^[\w+/-]{43}=?$/.test(text) ? Buffer.from(text, "base64") : null;
}

/** `on`, `off` or the URL of a mirror, null for anything else. A password in it would get into the log. */
function parseRefresh(text: string): RefreshConfig | "off" | null {
  if (text === "off") return "off";
  if (text === "on") return { mirror: null };
  const url = URL.parse(text);
  const isMirror = url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "";
  return isMirror ? { mirror: text } : null;
}

/** `9464`, `0.0.0.0:9464`, `[::]:9464`; null for anything else. Without a host it is loopback. */
function parseMetricsAddress(text: string): MetricsAddress | null {
  const [, bracketed, plain, digits = ""] = /^(?:(?:\[([^\]]+)\]|([^:[\]]+)):)?(\d{1,5})$/.exec(text.trim()) ?? [];
  const port = Number(digits);
  return digits === "" || port > 65_535 ? null : { host: bracketed ?? plain ?? "127.0.0.1", port };
}

/** `none`, or parts with commas; null for anything else. */
function parseReady(text: string): readonly HealthPart[] | null {
  if (text.trim() === "none") return [];
  const names = text.split(",").map((name) => name.trim());
  const parts = HEALTH_PARTS.filter((part) => names.includes(part));
  return parts.length === new Set(names).size ? parts : null;
}
