import { webApi } from "@slack/bolt";

/**
 * Errors of auth.test and apps.connections.open that last until the operator changes something. Slack's own failures, such
 * as `internal_error`, come as platform errors too.
 * https://docs.slack.dev/reference/methods/auth.test
 * https://docs.slack.dev/reference/methods/apps.connections.open
 */
const REFUSALS: ReadonlySet<string> = new Set([
  "not_authed",
  "invalid_auth",
  "account_inactive",
  "token_revoked",
  "token_expired",
  "user_removed_from_team",
  "team_disabled",
  "not_allowed_token_type",
  "missing_scope",
  "no_permission",
  "access_denied",
  "org_login_required",
  "ekm_access_denied",
  "enterprise_is_restricted",
  "team_access_not_granted",
  "forbidden_team",
  "method_deprecated",
]);

/** Names the variable of a token that Slack refuses; null for any other failure. */
export function describeRefusal(variable: "SLACK_BOT_TOKEN" | "SLACK_APP_TOKEN"): (error: unknown) => string | null {
  return (error) =>
    error instanceof webApi.WebAPIPlatformError && REFUSALS.has(error.data.error) ? `Slack refused ${variable}` : null;
}
