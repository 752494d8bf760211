import type { Parse } from "./environment.ts";
import { Issue, oneOf, optional, parsedBy, trimmed, withDefault } from "./environment.ts";
import type { HealthPart } from "./health.ts";
import { HEALTH_PARTS } from "./health.ts";
import type { PlatformName } from "./platforms/platforms.ts";
import { isPlatformName, PLATFORM_NAMES, PLATFORMS } from "./platforms/platforms.ts";

export interface RefreshConfig {
  /** An address to fetch the registry from instead of IANA's. */
  readonly mirror: string | null;
}

export interface ServerAddress {
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

const ADDRESS_ISSUE = "must be a port, or HOST:PORT";

const PROXIES_ISSUE = "must be a number of reverse proxies from 0 to 9";

const READY_ISSUE = `must be none, or some of ${HEALTH_PARTS.join(",")}`;

const KEY_ISSUE =
  "must be 32 bytes in base64 or hexadecimal, as openssl rand -base64 32 makes them; for a change of keys, the new key, a comma and the old one";

const BOOK_LIMIT_ISSUE = "must be a number of claims from 1 to 65535";

/** The variables that belong to no platform: their forms, defaults, and what is said of a wrong value. */
export const VARIABLES = {
  HOST: withDefault("127.0.0.1", (text) => text),
  PORT: withDefault(8867, parsePort),
  LOG_LEVEL: withDefault("info", oneOf(LOG_LEVELS, `must be one of ${LOG_LEVELS.join(", ")}`)),
  PORTCALL_DRAIN: withDefault(4, wholeNumber(0, 60, DRAIN_ISSUE)),
  PORTCALL_STORE: withDefault("sqlite:./var/portcall.sqlite", trimmed),
  PORTCALL_STORE_KEY: optional(parsedBy(parseKeys, KEY_ISSUE)),
  PORTCALL_BOOK_LIMIT: withDefault(5000, wholeNumber(1, 65_535, BOOK_LIMIT_ISSUE)),
  PORTCALL_FEEDBACK: optional(parsedBy(parseFeedbackTarget, FEEDBACK_ISSUE)),
  PORTCALL_REFRESH: optional(parsedBy(parseRefresh, REFRESH_ISSUE)),
  PORTCALL_METRICS: optional(parsedBy(parseAddress, ADDRESS_ISSUE)),
  PORTCALL_READY: optional(parsedBy(parseReady, READY_ISSUE)),
  PORTCALL_PLAYGROUND: optional(oneOf(["on", "off"], "must be on or off")),
  PORTCALL_HEALTH_PORT: optional(parsedBy(parseAddress, ADDRESS_ISSUE)),
  PORTCALL_PROXIES: withDefault(0, wholeNumber(0, 9, PROXIES_ISSUE)),
};

/** 0 is any free port. */
function parsePort(text: string): number | Issue {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0) return new Issue("must be a port number");
  return port > 65_535 ? new Issue("must be a port number up to 65535") : port;
}

/** @param issue what is said of any other text */
function wholeNumber(least: number, most: number, issue: string): Parse<number> {
  return parsedBy((text) => {
    const number = Number(text);
    return Number.isInteger(number) && number >= least && number <= most ? number : null;
  }, issue);
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
function parseAddress(text: string): ServerAddress | null {
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
