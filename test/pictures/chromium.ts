import { existsSync } from "node:fs";
import { join } from "node:path";
import { chromium } from "playwright-core";
import type { Drawing, Picture } from "./drawing.ts";
import { PLATFORMS, THEMES, WIDTHS } from "./drawing.ts";
import { createPages } from "./page.ts";

const CHROMIUM = "/usr/bin/chromium";

/** What to do about a missing Chromium; null where there is one. */
export function missingChromium(): string | null {
  return existsSync(CHROMIUM)
    ? null
    : `There is no ${CHROMIUM}. On Debian: apt-get install chromium fonts-noto-color-emoji`;
}

const ARGUMENTS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** Writes a PNG of each drawing in each width and theme into a folder. */
export async function takePictures(drawings: readonly Drawing[], folder: string): Promise<Picture[]> {
  const html = await createPages();
  // No path: an empty user-data-dir of its own, which is deleted with it.
  const context = await chromium.launchPersistentContext("", {
    executablePath: CHROMIUM,
    headless: true,
    args: ARGUMENTS,
    offline: true,
  });
  try {
    const page = await context.newPage();
    const pictures: Picture[] = [];
    for (const platform of PLATFORMS) {
      const ofPlatform = drawings.filter((drawing) => drawing.platform === platform);
      for (const width of WIDTHS) {
        for (const theme of THEMES) {
          await page.setViewportSize({ width, height: 800 });
          await page.setContent(html(platform, theme, width, ofPlatform));
          await page.evaluate("document.fonts.ready");
          for (const [at, drawing] of ofPlatform.entries()) {
            const article = page.locator("article").nth(at);
            const file = `${slug(drawing.title)}-${platform}-${width}-${theme}.png`;
            await article.screenshot({ path: join(folder, file) });
            const box = await article.boundingBox();
            pictures.push({ drawing, width, theme, height: Math.round(box?.height ?? 0), file });
          }
        }
      }
    }
    return pictures;
  } finally {
    await context.close();
  }
}

function slug(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);
}
