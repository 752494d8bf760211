import { describe, expect, it } from "vitest";
import { installedPage, installPage, notInstalledPage } from "#adapters/slack/install-pages.ts";
import { BOT_SCOPES } from "#adapters/slack/manifest.ts";
import { messagesFor } from "#core/messages/messages.ts";
import { install, redirect, withOAuth } from "./install.ts";

const EN = messagesFor("en");
const { install: words } = EN.slack;

/** The page, once its headers are found to be those of a page that runs nothing. */
async function pageOf(response: Response): Promise<string> {
  expect(response.headers.get("content-type")).toBe("text/html; charset=utf-8");
  expect(response.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(response.headers.get("content-security-policy")).toContain("frame-ancestors 'none'");
  expect(response.headers.get("referrer-policy")).toBe("no-referrer");
  expect(response.headers.get("cache-control")).toBe("no-store");
  const html = await response.text();
  expect(html).toMatch(/^<!doctype html>/);
  expect(html).not.toMatch(/<script|<img|http-equiv|\son\w+=/i);
  return html;
}

describe("the install page", () => {
  it("says what Portcall does, each scope and why, what is kept, and what comes next", async () => {
    const { origin } = await withOAuth();
    const response = await fetch(`${origin}/slack/install`);
    expect(response.status).toBe(200);
    expect(response.headers.get("set-cookie")).toContain("slack-app-oauth-state=");
    const html = await pageOf(response);
    expect(html).toContain("/port 867");
    for (const scope of BOT_SCOPES) expect(html).toContain(`<code>${scope}</code></dt><dd>`);
    for (const text of [words.privacy, words.next, words.noHistory]) expect(html).toContain(text);
    expect(html).toContain('href="https://slack.com/oauth/v2/authorize?');
  });
});

describe("the page after Slack's consent page", () => {
  it("names the workspace and the next step", async () => {
    const { platform, origin } = await withOAuth();
    const { response } = await install(platform, { origin });
    expect(response.status).toBe(200);
    const html = await pageOf(response);
    expect(html).toContain("<h1>Portcall is installed in Loopback</h1>");
    expect(html).toContain("/invite @portcall");
    expect(html).toContain('href="https://app.slack.com/client/T0001"');
  });

  it("leads an organisation to the page where it chooses its workspaces", async () => {
    const { platform, origin } = await withOAuth();
    const html = await pageOf((await install(platform, { origin }, { enterpriseId: "E1" })).response);
    expect(html).toContain("<h1>Portcall is installed in Loopback Org</h1>");
    expect(html).toMatch(/href="https:[^"]*manage\/organization\/apps\/profile\/A0001\/workspaces\/add"/);
  });

  it("says that an installation was cancelled, and logs no error", async () => {
    const { origin, logger, store } = await withOAuth();
    const response = await redirect(origin, "https://portcall.test/slack/oauth_redirect?error=access_denied", "");
    expect(response.status).toBe(200);
    const html = await pageOf(response);
    expect(html).toContain(words.reasons.cancelled);
    expect(html).toContain('href="https://portcall.test/slack/install"');
    expect(logger.lines).toEqual([{ level: "info", message: "An installation was cancelled on Slack's page." }]);
    expect(await store.list("1/slack/")).toEqual([]);
  });

  it("says that a link has expired, and lets no visitor fill the log with errors", async () => {
    const { platform, origin, logger } = await withOAuth();
    const { back } = await install(platform, { origin });
    logger.lines.length = 0;
    for (const query of ["", "?code=x", "?state=x", "?code=x&state=x", back.slice(back.indexOf("?"))]) {
      const response = await redirect(origin, `https://portcall.test/slack/oauth_redirect${query}`, "");
      expect(response.status).toBe(400);
      expect(await pageOf(response)).toContain(words.reasons.expired);
    }
    expect(logger.lines.filter(({ level }) => level !== "info" && level !== "debug")).toEqual([]);
  });

  it("says that something went wrong, which the log explains", async () => {
    const { platform, origin, logger } = await withOAuth();
    platform.respond("oauth.v2.access", { body: { ok: false, error: "invalid_code" } });
    const { response } = await install(platform, { origin });
    expect(response.status).toBe(500);
    expect(await pageOf(response)).toContain(words.reasons.failed);
    expect(logger.lines).toContainEqual({ level: "error", message: expect.stringContaining("invalid_code") });
  });
});

it("every name and address on the pages is escaped", () => {
  const hostile = `"><script>alert('1')</script>&`;
  const pages = [
    installPage(hostile, EN),
    installedPage({ name: hostile, url: hostile, isOrganisation: false }, EN),
    installedPage({ name: hostile, url: hostile, isOrganisation: true }, EN),
    notInstalledPage("cancelled", hostile, EN),
  ];
  for (const page of pages) {
    expect(page).not.toContain("<script");
    expect(page).toContain('href="&quot;&gt;&lt;script&gt;alert(&#39;1&#39;)&lt;/script&gt;&amp;"');
  }
});
