import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Browser, BrowserContext } from "playwright-core";
import { chromium } from "playwright-core";
import { ARGUMENTS, CHROMIUM, missingChromium } from "../test/pictures/chromium.ts";
import { originOf, PORTCALL, startChild } from "./child.ts";
import type { Row } from "./row.ts";
import { ratioTo, valueAtMost } from "./row.ts";
import { median } from "./statistics.ts";

const ROUNDS = 9;

/** What somebody sees of the page in headless Chromium: until the first answer is painted, and after Enter. */
export async function benchPage(): Promise<Row[]> {
  const missing = missingChromium();
  if (missing !== null) throw new Error(missing);
  await using portcall = await startChild({
    ...PORTCALL,
    environment: { PORT: "0", PORTCALL_STORE: "sqlite::memory:" },
  });
  const bare = createServer((_request, response) => {
    response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html><title>Bare</title><h1>Bare</h1>");
  });
  await new Promise<void>((resolve) => bare.listen(0, "127.0.0.1", resolve));
  const browser = await chromium.launch({ executablePath: CHROMIUM, headless: true, args: ARGUMENTS });
  try {
    const address = `${originOf(portcall)}/?q=867`;
    const bareAddress = `http://127.0.0.1:${(bare.address() as AddressInfo).port}/`;
    const visits: Visit[] = [];
    const bareVisits: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      visits.push(await inNewContext(browser, (context) => visit(context, address)));
      bareVisits.push(await inNewContext(browser, (context) => firstPaint(context, bareAddress)));
    }
    const of = (what: keyof Visit) => median(visits.map((each) => each[what]));
    return [
      {
        figure: "the page: until the first answer is painted, a browser that was never there",
        unit: "ms",
        value: of("painted"),
        baseline: ratioTo("a heading from node:http", median(bareVisits)),
        target: valueAtMost(500),
      },
      {
        figure: "the page: from Enter until the answer is painted",
        unit: "ms",
        value: of("answered"),
        baseline: ratioTo("two frames of 60 a second", 1000 / 30),
        target: valueAtMost(100),
      },
      {
        figure: "the page: all that is loaded for the first answer, compressed",
        unit: "KB",
        value: of("weight"),
        baseline: null,
        target: valueAtMost(300),
      },
    ];
  } finally {
    await browser.close();
    bare.close();
  }
}

interface Visit {
  /** Milliseconds since the navigation began. */
  readonly painted: number;
  /** Milliseconds since the key was pressed. */
  readonly answered: number;
  /** KB (10³ bytes) on the wire. */
  readonly weight: number;
}

async function inNewContext<Result>(
  browser: Browser,
  work: (context: BrowserContext) => Promise<Result>,
): Promise<Result> {
  const context = await browser.newContext();
  try {
    return await work(context);
  } finally {
    await context.close();
  }
}

const FIRST_PAINT = `new Promise((resolve) => new PerformanceObserver((list) => resolve(list.getEntries()[0].startTime))
  .observe({ type: "paint", buffered: true }))`;

async function firstPaint(context: BrowserContext, address: string): Promise<number> {
  const page = await context.newPage();
  await page.goto(address);
  return page.evaluate<number>(FIRST_PAINT);
}

const WEIGHT = `performance.getEntriesByType("resource").concat(performance.getEntriesByType("navigation"))
  .reduce((sum, { transferSize }) => sum + transferSize, 0) / 1000`;

/** Presses Enter in the page itself, and waits for the frame after the one that shows the answer. */
const ANSWERED = `new Promise((resolve) => {
  const box = document.querySelector("[name=q]");
  box.value = "6379";
  const pressed = performance.now();
  const observer = new MutationObserver(() => {
    if (!document.querySelector("#heading").textContent.includes("6379")) return;
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - pressed)));
  });
  observer.observe(document.body, { childList: true, subtree: true, characterData: true });
  box.form.requestSubmit();
})`;

async function visit(context: BrowserContext, address: string): Promise<Visit> {
  const page = await context.newPage();
  await page.goto(address, { waitUntil: "networkidle" });
  return {
    painted: await page.evaluate<number>(FIRST_PAINT),
    weight: await page.evaluate<number>(WEIGHT),
    answered: await page.evaluate<number>(ANSWERED),
  };
}
