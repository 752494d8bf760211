import type { Logger as BoltLogger } from "@slack/bolt";
import { webApi } from "@slack/bolt";
import type { InOrder } from "#adapters/chat/in-order.ts";
import { createInOrder } from "#adapters/chat/in-order.ts";
import { createBackOff } from "#adapters/chat/retry.ts";
import type { Observe } from "#core/telemetry.ts";
import { NO_TELEMETRY } from "#core/telemetry.ts";
import type { Fetch } from "./text-fallback.ts";
import { withTextFallback } from "./text-fallback.ts";

/** Creates all Web API clients, so that timeouts and retries are the same everywhere. */
export interface SlackClients {
  /** For Slack's libraries, which create their own clients: the options of `withRetries`. */
  readonly options: webApi.WebClientOptions;
  /** Three attempts for calls that are safe to retry, with a timeout of eight seconds each. */
  withRetries(token: string): webApi.WebClient;
  /** One attempt with a timeout of 2.5 seconds: for calls with a trigger_id, which is valid for three, and look-ups. */
  withoutRetries(token: string | undefined): webApi.WebClient;
  /** Posts to a response_url. */
  respond(url: string, message: object): Promise<void>;
}

export interface ClientsOptions {
  /** Base address of the Web API; null for Slack's own. */
  readonly apiUrl: string | null;
  readonly logger: BoltLogger;
  readonly observe?: Observe;
}

const SLACK_API = "https://slack.com/api/";
/** Milliseconds. WebClient has no timeout by default. */
const TIMEOUT = 8000;
const TIMEOUT_WITHOUT_RETRIES = 2500;

export function createSlackClients({ apiUrl, logger, observe }: ClientsOptions): SlackClients {
  const slackApiUrl = (apiUrl ?? SLACK_API).replace(/\/*$/, "/");
  // WebClient would repeat a post whose response was lost, and pause all its calls at a rate limit; `createFetch` does not.
  const direct = { slackApiUrl, logger, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
  const onRefusal = (error: string) => logger.warn(`Slack refused a message's blocks (${error}); retrying as text.`);
  const once = withTextFallback(createFetch({ apiUrl: slackApiUrl, timeout: TIMEOUT, observe }), onRefusal);
  const fetch = withChannelOrder(once, createInOrder());
  const options = { ...direct, fetch };
  return {
    options,
    withRetries: (token) => new webApi.WebClient(token, options),
    withoutRetries: (token) => new webApi.WebClient(token, { ...direct, timeout: TIMEOUT_WITHOUT_RETRIES }),
    async respond(url, message) {
      if (!isResponseUrl(url, slackApiUrl)) throw new Error("A response_url is not Slack's.");
      const headers = { "content-type": "application/json" };
      const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(message) });
      await response.body?.cancel();
      if (!response.ok) throw new Error(`Slack refused an answer to a response_url with ${response.status}.`);
    },
  };
}

/** Whether an address is Slack's, or that of the API which stands in for it. */
function isResponseUrl(url: string, apiUrl: string): boolean {
  const origin = URL.parse(url)?.origin;
  return RESPONSE_ORIGINS.has(origin) || origin === new URL(apiUrl).origin;
}

/** https://docs.slack.dev/interactivity/handling-user-interaction#message_responses, and GovSlack's. */
const RESPONSE_ORIGINS: ReadonlySet<string | undefined> = new Set([
  "https://hooks.slack.com",
  "https://hooks.slack-gov.com",
]);

/**
 * Posts to one channel wait for each other, because Slack takes about one a second there. While one waits for a rate
 * limit to end, the others would only be refused too, and all be sent again at the same moment.
 */
function withChannelOrder(fetch: Fetch, inOrder: InOrder): Fetch {
  return (url, init) => {
    const channel = POST_METHOD.test(String(url)) ? channelIn(init?.body) : undefined;
    return channel === undefined ? fetch(url, init) : inOrder(channel, () => fetch(url, init));
  };
}

const POST_METHOD = /\/chat\.post(?:Message|Ephemeral)$/;

/** Ids of channels and of direct messages are unique over all workspaces. */
function channelIn(body: unknown): string | undefined {
  return typeof body === "string" ? /(?:^|&)channel=([^&]+)/.exec(body)?.[1] : undefined;
}

export interface FetchOptions {
  /** Base address of the Web API. Any other address is a response_url. */
  readonly apiUrl: string;
  /** Per attempt, in milliseconds. */
  readonly timeout: number;
  readonly observe?: Observe | undefined;
}

const RETRIES = 2;
/** Milliseconds between attempts. */
const DELAYS = { initial: 200, max: 2000, random: Math.random };
/** Milliseconds. A call that is rate limited for longer fails. */
const MAX_RETRY_AFTER = 60_000;

/** Network errors of requests that were never sent. */
const UNSENT_ERRORS: ReadonlySet<string> = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);

/**
 * Whether a retry could post a message twice for others, if only the response was lost. A card that only the asker sees
 * may rather come twice than not at all.
 */
function isVisiblePost(
  address: string,
  { apiUrl, body }: { readonly apiUrl: string; readonly body: unknown },
): boolean {
  if (address.startsWith(apiUrl)) return address.endsWith("/chat.postMessage");
  return typeof body === "string" && body.includes('"response_type":"in_channel"');
}

/** Without one of these, Slack refuses every post to the channel: https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const PERMISSION_ERRORS: ReadonlySet<string> = new Set([
  "account_inactive",
  "cannot_reply_to_message",
  "channel_not_found",
  "ekm_access_denied",
  "invalid_auth",
  "is_archived",
  "is_inactive",
  "messages_tab_disabled",
  "missing_scope",
  "no_permission",
  "not_in_channel",
  "restricted_action",
  "restricted_action_non_threadable_channel",
  "restricted_action_read_only_channel",
  "restricted_action_thread_locked",
  "restricted_action_thread_only_channel",
  "team_access_not_granted",
  "token_revoked",
  "user_not_in_channel",
]);

export function isPermissionError(error: unknown): boolean {
  return error instanceof webApi.WebAPIPlatformError && PERMISSION_ERRORS.has(error.data.error);
}

/**
 * `fetch` with safe retries: every failed call, but a post that others see only if it was rate limited or never sent.
 * `Retry-After` delays only that call, while `WebClient` would delay its calls in every channel.
 * https://docs.slack.dev/apis/web-api/rate-limits
 */
export function createFetch({ apiUrl, timeout, observe = NO_TELEMETRY.observe }: FetchOptions): Fetch {
  return async (url, init) => {
    const address = String(url);
    const isVisible = isVisiblePost(address, { apiUrl, body: init?.body });
    const backOff = createBackOff(DELAYS);
    let retryAfter = 0;
    for (let left = RETRIES; ; left -= 1) {
      const pause = Math.max(backOff.nextDelay(), retryAfter);
      if (left < RETRIES) observe({ type: "retry", platform: "slack" });
      if (pause > 0) await new Promise((resolve) => void setTimeout(resolve, pause));
      try {
        const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeout) });
        const limit = rateLimitOf(response);
        if (limit !== null) observe({ type: "rate-limited", platform: "slack" });
        const isFinal = limit === null ? isVisible || response.status < 500 : limit > MAX_RETRY_AFTER;
        if (isFinal || left === 0) return response;
        await response.body?.cancel();
        retryAfter = limit ?? 0;
      } catch (error) {
        if ((isVisible && !UNSENT_ERRORS.has(networkCodeOf(error))) || left === 0) throw error;
      }
    }
  };
}

/** `Retry-After` in milliseconds; null if the call was not rate limited. */
function rateLimitOf({ status, headers }: Response): number | null {
  return status === 429 ? (Number(headers.get("retry-after")) || 1) * 1000 : null;
}

function networkCodeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}
