import type { SlackAccess } from "#adapters/slack/index.ts";
import { slackPlatform } from "../../support/slack-platform/bolt-clients.ts";
import type { OAuthGrant } from "../../support/slack-platform/oauth.ts";
import type { SlackPlatform, SlackPlatformOptions } from "../../support/slack-platform/slack-platform.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import type { OverHttp } from "./connect.ts";
import { overHttp } from "./connect.ts";

export const ACCESS: SlackAccess = {
  via: "oauth",
  clientId: "client",
  clientSecret: "client secret",
  stateSecret: "a state secret",
  url: "https://portcall.test",
};
export const REDIRECT = `${ACCESS.url}/slack/oauth_redirect`;

export async function withOAuth(options: SlackPlatformOptions = {}, store = memoryStore()) {
  const platform = await slackPlatform({ tokens: [], ...options });
  return { platform, store, ...(await overHttp(platform, { store, access: ACCESS })) };
}

/** The steps of an admin's browser: the install page, Slack's page, and the redirect with the cookie. */
export async function install(
  platform: SlackPlatform,
  { origin }: Pick<OverHttp, "origin">,
  grant: Partial<OAuthGrant> = {},
) {
  const page = await fetch(`${origin}/slack/install`);
  const link = /href="([^"]*oauth\/v2\/authorize[^"]*)"/.exec(await page.text())?.[1] ?? "";
  const cookie = page.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
  const back = platform.approve(link.replaceAll("&amp;", "&"), grant);
  return { link, cookie, back, response: await redirect(origin, back, cookie) };
}

export function redirect(origin: string, back: string, cookie: string): Promise<Response> {
  return fetch(back.replace(ACCESS.via === "oauth" ? ACCESS.url : "", origin), { headers: { cookie } });
}
