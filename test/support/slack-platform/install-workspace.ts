import type { OAuthGrant } from "./oauth.ts";
import type { SlackPlatform } from "./slack-platform.ts";

/** Where Portcall listens, and the public address that it sends browsers to. */
export interface InstallAddress {
  readonly origin: string;
  readonly publicUrl: string;
}

/** The steps of an admin's browser: the install page, Slack's page, and the redirect with the cookie. */
export async function installWorkspace(
  platform: SlackPlatform,
  address: InstallAddress,
  grant: Partial<OAuthGrant> = {},
) {
  const page = await fetch(`${address.origin}/slack/install`);
  const link = /href="([^"]*oauth\/v2\/authorize[^"]*)"/.exec(await page.text())?.[1] ?? "";
  const cookie = page.headers.get("set-cookie")?.split(";", 1)[0] ?? "";
  const back = platform.approve(link.replaceAll("&amp;", "&"), grant);
  return { link, cookie, back, response: await followRedirect(address, back, cookie) };
}

export function followRedirect({ origin, publicUrl }: InstallAddress, back: string, cookie: string): Promise<Response> {
  return fetch(back.replace(publicUrl, origin), { headers: { cookie } });
}
