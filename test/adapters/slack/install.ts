import type { SlackAccess } from "#adapters/slack/index.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import { followRedirect, installWorkspace } from "../../support/slack-platform/install-workspace.ts";
import type { OAuthGrant } from "../../support/slack-platform/oauth.ts";
import type { SlackPlatform, SlackPlatformOptions } from "../../support/slack-platform/slack-platform.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import type { OverHttp } from "./connect.ts";
import { overHttp } from "./connect.ts";

export const ACCESS = {
  via: "oauth",
  clientId: "client",
  clientSecret: "client secret",
  stateSecret: "a state secret",
  url: "https://portcall.test",
} satisfies SlackAccess;
export const REDIRECT = `${ACCESS.url}/slack/oauth_redirect`;

export async function withOAuth(options: SlackPlatformOptions = {}, store = memoryStore()) {
  const platform = await slackPlatform({ tokens: [], ...options });
  return { platform, store, ...(await overHttp(platform, { store, access: ACCESS })) };
}

export const install = (
  platform: SlackPlatform,
  { origin }: Pick<OverHttp, "origin">,
  grant: Partial<OAuthGrant> = {},
) => installWorkspace(platform, { origin, publicUrl: ACCESS.url }, grant);

export const redirect = (origin: string, back: string, cookie: string) =>
  followRedirect({ origin, publicUrl: ACCESS.url }, back, cookie);
