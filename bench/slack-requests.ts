import { createHmac } from "node:crypto";
import type { SlackPlatform } from "../test/support/slack-platform/slack-platform.ts";
import type { PreparedRequest } from "./http-connection.ts";
import { prepareRequest } from "./http-connection.ts";

export const SIGNING_SECRET = "8f742231b10e88889abcd99e77785a5f";

/** So many people stay below the rate limit of 20 questions in half a minute. */
const PEOPLE = 5000;

/** Who sends the next request: one of the people who have asked before, or somebody new every time. */
export type Askers = "known" | "new";

export interface SlackRequests {
  /** `/port TEXT`, each with its own trigger id as Slack sends them. */
  commands(url: URL, text: string, count: number, askers?: Askers): PreparedRequest[];
  /** Mentions, each a message of its own; `ts` is what the answer names. */
  mentions(url: URL, text: string, count: number): { readonly ts: string; readonly request: PreparedRequest }[];
}

export function createSlackRequests(slack: SlackPlatform): SlackRequests {
  const { trigger_id, user_id, text: _, ...fields } = slack.slashCommand({ text: "" });
  const rest = new URLSearchParams(fields).toString();
  let sent = 0;
  return {
    commands: (url, text, count, askers = "known") =>
      Array.from({ length: count }, () => {
        sent += 1;
        // Ids of one length, so that every answer has one too.
        const user = askers === "known" ? 100_000 + (sent % PEOPLE) : 200_000 + sent;
        const words = new URLSearchParams({ text, user_id: `${user_id}${user}`, trigger_id: `${sent}.${trigger_id}` });
        return signed(url, "application/x-www-form-urlencoded", `${rest}&${words}`);
      }),
    mentions: (url, text, count) =>
      Array.from({ length: count }, () => {
        sent += 1;
        const mention = slack.appMention({ text, user: `${user_id}${100_000 + (sent % PEOPLE)}` });
        return { ts: mention.event.ts, request: signed(url, "application/json", JSON.stringify(mention)) };
      }),
  };
}

/** https://docs.slack.dev/authentication/verifying-requests-from-slack */
function signed(url: URL, type: string, body: string): PreparedRequest {
  const timestamp = Math.floor(Date.now() / 1000);
  const digest = createHmac("sha256", SIGNING_SECRET).update(`v0:${timestamp}:${body}`).digest("hex");
  const headers = {
    "Content-Type": type,
    "X-Slack-Request-Timestamp": `${timestamp}`,
    "X-Slack-Signature": `v0=${digest}`,
  };
  return prepareRequest(url, headers, body);
}
