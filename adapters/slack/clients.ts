import type { Logger as BoltLogger } from "@slack/bolt";
import { webApi } from "@slack/bolt";
import { createFetch } from "./fetch.ts";

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
  // WebClient would retry a post whose answer was lost, and pause all its calls at a rate limit: fetch.ts does neither.
  const direct = { slackApiUrl, logger, retryConfig: { retries: 0 }, rejectRateLimitedCalls: true };
  const options = { ...direct, fetch: createFetch({ apiUrl: slackApiUrl, timeout: PATIENT_TIMEOUT }) };
  return {
    options,
    patient: (token) => new webApi.WebClient(token, options),
    once: (token) => new webApi.WebClient(token, { ...direct, timeout: ONCE_TIMEOUT }),
  };
}
