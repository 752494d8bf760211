import type { Page } from "playwright-core";
import { describe, expect, it } from "vitest";
import { missingChromium } from "../pictures/chromium.ts";
import { startPortcallProcess } from "../support/process/portcall-process.ts";
import { isFull } from "../support/test-size.ts";
import { seriousProblems, startChromium, visit } from "./visit.ts";

/** A real browser and a process of its own for each test: half a minute. */
const skipped = isFull ? missingChromium() : "npm run test:full opens it";

const LISTING = 'tcp LISTEN 0 511 0.0.0.0:6379 0.0.0.0:* users:(("redis-server",pid=812,fd=6))';

async function start() {
  const [{ address }, browser] = [await startPortcallProcess(), await startChromium()];
  return { browser, address: `${address}/` };
}

/** Types into the box and presses Enter. */
async function ask(page: Page, text: string): Promise<void> {
  await page.getByRole("textbox", { name: "Ask about a port" }).fill(text);
  await page.keyboard.press("Enter");
}

/** Waits until the answer has this title. */
async function answered(page: Page, title: string | RegExp): Promise<void> {
  await page.locator("#heading", { hasText: title }).waitFor({ state: "attached" });
}

const view = (page: Page, name: "Slack" | "Discord") => page.getByRole("region", { name: `As ${name} shows it` });

describe.skipIf(skipped !== null)(`the page in Chromium${skipped === null ? "" : ` (skipped: ${skipped})`}`, () => {
  it("answers what is typed, and what its buttons and menus ask, and goes back", async () => {
    const { browser, address } = await start();
    const { page, expectQuiet } = await visit(browser, address);
    await answered(page, "Port 867");
    await ask(page, "6379");
    await answered(page, "Port 6379 · Redis");
    expect(page.url()).toBe(`${address}?q=6379`);
    expect(await page.title()).toBe("Port 6379 · Redis · Portcall");

    await view(page, "Slack").getByRole("button", { name: "Next: port 6382" }).click();
    await answered(page, "Port 6382");
    expect(await page.getByRole("textbox", { name: "Ask about a port" }).inputValue()).toBe("6382");
    await view(page, "Discord").getByRole("button", { name: "More" }).click();
    await page.locator("#answer[data-text='6382 more']").waitFor();
    expect(page.url()).toBe(`${address}?q=6382%20more`);

    await page.goBack();
    await page.goBack();
    await answered(page, "Port 6379 · Redis");
    await view(page, "Slack").getByRole("combobox", { name: "System" }).selectOption("Windows");
    await page.getByText("Check (Windows)").first().waitFor();
    await page.reload();
    await page.getByText("Check (Windows)").first().waitFor();
    expectQuiet();
  });

  it("claims a port in a form, and undoes it, for this browser only", async () => {
    const { browser, address } = await start();
    const [mine, theirs] = [await visit(browser, `${address}?q=8867`), await visit(browser, address)];
    await view(mine.page, "Slack").getByText("⋯").click();
    await view(mine.page, "Slack").getByRole("button", { name: "Claim it" }).click();
    await mine.page.getByRole("textbox", { name: "Name" }).fill("ledger");
    await mine.page.getByRole("textbox", { name: "Description" }).fill("The ledger");
    await mine.page.getByRole("button", { name: "Claim", exact: true }).click();
    await mine.page.getByText("ledger").first().waitFor();
    await ask(mine.page, "book");
    await answered(mine.page, "Port book · 1 claim");

    await ask(theirs.page, "book");
    await answered(theirs.page, "Port book · 0 claims");
    await ask(theirs.page, "8867");
    await answered(theirs.page, "Port 8867");
    expect(await theirs.page.content()).not.toContain("ledger");

    await ask(mine.page, "undo");
    await mine.page.locator("#answer[data-text='undo']").waitFor();
    await ask(mine.page, "book");
    await answered(mine.page, "Port book · 0 claims");
    for (const { expectQuiet } of [mine, theirs]) expectQuiet();
  });

  it("asks before a link changes anything", async () => {
    const { browser, address } = await start();
    const { page, expectQuiet } = await visit(browser, `${address}?q=claim%208867%20ledger`);
    await answered(page, "This changes what’s stored");
    await page.getByRole("button", { name: "Run it" }).click();
    await answered(page, "8867");
    await ask(page, "book");
    await answered(page, "Port book · 1 claim");
    expectQuiet();
  });

  it("explains a paste, opens and copies JSON, and offers the map", async () => {
    const { browser, address } = await start();
    const { page, expectQuiet } = await visit(browser, address, { permissions: ["clipboard-read", "clipboard-write"] });
    await page.getByText("Explain what’s listening").click();
    await page.getByRole("textbox", { name: /^Paste what ss/ }).fill(LISTING);
    await page.getByRole("button", { name: "Explain" }).click();
    await page.locator("#answer", { hasText: "redis-server" }).waitFor();
    expect(page.url()).toBe(address);

    await page.getByRole("link", { name: "6379", exact: true }).click();
    await answered(page, "Port 6379");
    const map = page.getByRole("img", { name: "Port 6379 on the map of all ports" });
    await map.scrollIntoViewIfNeeded();
    const width = await page.evaluate<number>(
      `(async () => { const image = document.querySelector("[data-view=map] img"); await image.decode(); return image.naturalWidth; })()`,
    );
    expect(width).toBeGreaterThan(0);
    await view(page, "Slack").getByText("Block Kit JSON").click();
    await view(page, "Slack").getByRole("button", { name: "Copy" }).click();
    await view(page, "Slack").getByRole("button", { name: "Copied" }).waitFor();
    const copied: string = await page.evaluate("navigator.clipboard.readText()");
    expect(JSON.parse(copied)).toMatchObject({ response_type: "ephemeral" });
    const download = page.waitForEvent("download");
    await page.getByRole("link", { name: "Download the map" }).click();
    expect((await download).suggestedFilename()).toBe("port-6379.svg");
    expectQuiet();
  });

  it("can be used by keyboard alone", async () => {
    const { browser, address } = await start();
    const { page, expectQuiet } = await visit(browser, address);
    // The box has the focus.
    await page.keyboard.type("6379");
    await page.keyboard.press("Enter");
    await answered(page, "Port 6379 · Redis");
    const focused = () =>
      page.evaluate<string>("document.activeElement.textContent.trim() || document.activeElement.id");
    const tabTo = async (label: string) => {
      for (let presses = 0; presses < 60 && (await focused()) !== label; presses++) await page.keyboard.press("Tab");
      expect(await focused()).toBe(label);
    };
    await tabTo("More");
    await page.keyboard.press("Enter");
    await page.locator("#answer[data-text='6379 more']").waitFor();
    await page.goBack();
    await answered(page, "Port 6379 · Redis");
    await tabTo("⋯");
    await page.keyboard.press("Enter");
    await tabTo("😔 Wrong");
    await page.keyboard.press("Enter");
    await answered(page, "What’s wrong?");
    await page.keyboard.type("It is mine.");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Tab");
    await page.keyboard.press("Enter");
    await page.locator("#heading", { hasNotText: "What’s wrong?" }).waitFor({ state: "attached" });
    expectQuiet();
  });

  it.each([
    { width: 1280, colorScheme: "light" },
    { width: 1280, colorScheme: "dark" },
    { width: 375, colorScheme: "light" },
    { width: 375, colorScheme: "dark" },
  ] as const)("fits $width pixels, and axe-core finds nothing serious, in the $colorScheme", async (look) => {
    const { width, colorScheme } = look;
    const { browser, address } = await start();
    const options = { viewport: { width, height: 800 }, colorScheme };
    const { page, expectQuiet } = await visit(browser, `${address}?q=6379`, options);
    const paper: string = await page.evaluate("getComputedStyle(document.body).backgroundColor");
    expect(paper).toBe(colorScheme === "dark" ? "rgb(27, 32, 39)" : "rgb(245, 247, 250)");
    const views = [
      "?q=6379",
      "?q=8080%20more",
      "?q=help",
      "?q=claim",
      "?q=undo",
      "?q=ports%20for%20kafka%20as%20iptables",
    ];
    for (const path of views) {
      await page.goto(`${address}${path}`);
      await page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true");
      expect([path, await seriousProblems(page)]).toEqual([path, []]);
      const scrolls = await page.evaluate<boolean>("document.documentElement.scrollWidth > innerWidth");
      expect([path, scrolls]).toEqual([path, false]);
    }
    expectQuiet();
  });

  it("answers without JavaScript", async () => {
    const { browser, address } = await start();
    const { page, expectQuiet } = await visit(browser, address, { javaScriptEnabled: false });
    await page.getByRole("textbox", { name: "Ask about a port" }).fill("6379");
    await page.getByRole("button", { name: "Ask", exact: true }).click();
    await page.waitForURL(`${address}?q=6379`);
    await view(page, "Discord").getByRole("button", { name: "6382 ▶" }).click();
    await page.locator("#answer[data-text='6382']").waitFor();
    await view(page, "Slack").getByRole("combobox").selectOption("macOS");
    await view(page, "Slack").getByRole("button", { name: "Choose" }).click();
    await page.getByText("Check (macOS)").first().waitFor();
    expectQuiet();
  });
});
