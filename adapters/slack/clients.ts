import type { Logger as BoltLogger } from "@slack/bolt";
import { webApi } from "@slack/bolt";
import { createBackOff } from "#adapters/chat/retry.ts";

/** Every client of Slack's Web API comes from here, so that time-outs and retries are decided in one place. */
export interface SlackClients {
  /** For Slack's own libraries, which make their clients themselves: as `patient`. */
  readonly options: webApi.WebClientOptions;
  /** Tries three times what is safe to retry, each time for eight seconds. */
  patient(token: string): webApi.WebClient;
  /** Tries once, for 2.5 seconds: for what somebody waits for, and for a trigger_id, which is valid for three. */
  once(token: string | undefined): webApi.WebClient;
}

export interface ClientsOptions {
  /** Base address of the Web API; null for Slack's own. */
  readonly apiUrl: string | null;
  readonly logger: BoltLogger;
}

const SLACK_API = "https://slack.com/api/";
/** In milliseconds; without one a call could last for ever. */
const PATIENT_TIMEOUT = 8000;
const ONCE_TIMEOUT = 2500;

export function createSlackClients({ apiUrl, logger }: ClientsOptions): SlackClients {
  const slackApiUrl = (apiUrl ?? SLACK_API).replace(/\/*$/, "/");
  // WebClient would retry a post whose answer was lost, and pause all its calls at a rate limit: `createFetch` does neither.
  const direct = { slackApiUrl, logger, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
  const options = { ...direct, fetch: createFetch({ apiUrl: slackApiUrl, timeout: PATIENT_TIMEOUT }) };
  return {
    options,
    patient: (token) => new webApi.WebClient(token, options),
    once: (token) => new webApi.WebClient(token, { ...direct, timeout: ONCE_TIMEOUT }),
  };
}

type Fetch = NonNullable<webApi.WebClientOptions["fetch"]>;

export interface FetchOptions {
  /** Base address of the Web API; everything else is a response_url. */
  readonly apiUrl: string;
  /** Of each try, in milliseconds. */
  readonly timeout: number;
}

const RETRIES = 2;
/** Milliseconds between tries. */
const PAUSES = { initial: 200, max: 2000, random: Math.random };
/** A call that is rate limited for longer than this fails, in milliseconds. */
const LONGEST_WAIT = 60_000;

/** Network errors of a request that never left the machine. */
const UNSENT: ReadonlySet<string> = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);

/** Calls whose retry could show the same message twice, because only Slack's answer was lost. */
const POSTS = /\/chat\.post(?:Message|Ephemeral)$/;

/**
 * `fetch` with the retries that are safe: any call of the Web API that fails, but a post only when it was rate limited
 * or never sent. `Retry-After` is obeyed, for that call alone: `WebClient` would hold back everything else it has to
 * send, in every channel. https://docs.slack.dev/apis/web-api/rate-limits
 */
export function createFetch({ apiUrl, timeout }: FetchOptions): Fetch {
  return async (url, init) => {
    const address = String(url);
    const isPost = POSTS.test(address) || !address.startsWith(apiUrl);
    const backOff = createBackOff(PAUSES);
    let retryAfter = 0;
    for (let left = RETRIES; ; left -= 1) {
      const pause = Math.max(backOff.nextDelay(), retryAfter);
      if (pause > 0) await new Promise((resolve) => void setTimeout(resolve, pause));
      try {
        const response = await fetch(url, { ...init, signal: AbortSignal.timeout(timeout) });
        const limit = rateLimitOf(response);
        const isFinal = limit === null ? isPost || response.status < 500 : limit > LONGEST_WAIT;
        if (isFinal || left === 0) return response;
        await response.body?.cancel();
        retryAfter = limit ?? 0;
      } catch (error) {
        if ((isPost && !UNSENT.has(networkCodeOf(error))) || left === 0) throw error;
      }
    }
  };
}

/** How long to wait, in milliseconds; null if the call was not rate limited. */
function rateLimitOf({ status, headers }: Response): number | null {
  return status === 429 ? (Number(headers.get("retry-after")) || 1) * 1000 : null;
}

function networkCodeOf(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && "code" in cause ? String(cause.code) : "";
}
