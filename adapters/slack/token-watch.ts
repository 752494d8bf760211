import { webApi } from "@slack/bolt";
import type { Logger } from "#core/host.ts";

/** Whether Slack still accepts the bot token, which it may revoke at any time without a word. */
export interface TokenWatch {
  isRefused(): boolean;
}

export interface TokenWatchOptions {
  /** Calls auth.test. */
  readonly verify: () => Promise<unknown>;
  readonly logger: Logger;
  /** Ends the watch when it is aborted. */
  readonly signal: AbortSignal;
}

/** Milliseconds. auth.test may be called hundreds of times a minute: https://docs.slack.dev/reference/methods/auth.test */
const INTERVAL = 60_000;
/** A refusal is logged again after so many checks: every ten minutes. */
const CHECKS_PER_REMINDER = 10;

/** Errors of auth.test that last until somebody installs the app again or sets another token. */
const REFUSALS: ReadonlySet<string> = new Set([
  "account_inactive",
  "invalid_auth",
  "not_authed",
  "token_expired",
  "token_revoked",
]);

/** Verifies the token every minute. Any other failure than a refusal says nothing about the token. */
export function watchToken({ verify, logger, signal }: TokenWatchOptions): TokenWatch {
  let refusals = 0;

  async function check(): Promise<void> {
    try {
      await verify();
      if (refusals > 0) logger.info({ platform: "slack" }, "Slack accepts the bot token again.");
      refusals = 0;
    } catch (error) {
      const reason = error instanceof webApi.WebAPIPlatformError ? error.data.error : "";
      if (!REFUSALS.has(reason)) return;
      if (refusals % CHECKS_PER_REMINDER === 0 && !signal.aborted) logger.error({ platform: "slack", reason }, REFUSED);
      refusals += 1;
    }
  }

  const timer = setInterval(() => void check(), INTERVAL).unref();
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
  return { isRefused: () => refusals > 0 };
}

const REFUSED =
  "Slack refuses SLACK_BOT_TOKEN: mentions and direct messages are not answered. Install the app again, or set its new token.";
