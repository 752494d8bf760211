import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { chromium } from "playwright-core";
import { expect, onTestFinished } from "vitest";
import { ARGUMENTS, CHROMIUM } from "../pictures/chromium.ts";

/** Starts Chromium, which reaches nothing but this machine, until the test has finished. */
export async function startChromium(): Promise<Browser> {
  const args = [...ARGUMENTS, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1"];
  const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args });
  onTestFinished(() => browser.close());
  return browser;
}

export interface Visit {
  readonly page: Page;
  /** Fails if anything was asked of another origin, or the page reported an error. */
  expectQuiet(): void;
}

/** Opens a page as a browser of its own: with its own cookies. */
export async function visit(browser: Browser, url: string, options: BrowserContextOptions = {}): Promise<Visit> {
  const context = await browser.newContext(options);
  const { origin } = new URL(url);
  const elsewhere: string[] = [];
  const errors: string[] = [];
  context.on("request", (request) => {
    if (new URL(request.url()).origin !== origin) elsewhere.push(request.url());
  });
  context.setDefaultTimeout(10_000);
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") errors.push(message.text());
  });
  page.on("pageerror", (error) => errors.push(error.message));
  await page.goto(url);
  return {
    page,
    expectQuiet() {
      expect(elsewhere).toEqual([]);
      expect(errors).toEqual([]);
    },
  };
}

/** The rules of WCAG that a page breaks, and where; only what axe-core calls serious or critical. */
export async function seriousProblems(page: Page): Promise<readonly string[]> {
  await page.evaluate(readFileSync(fileURLToPath(import.meta.resolve("axe-core/axe.min.js")), "utf8"));
  const found: string = await page.evaluate(
    `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) => JSON.stringify(violations
      .filter(({ impact }) => impact === "serious" || impact === "critical")
      .flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => id + " " + target + ": " + failureSummary))))`,
  );
  return JSON.parse(found);
}
