import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { chromium } from "playwright-core";
import type { Drawing, Picture, Theme, Width } from "./drawing.ts";
import { PLATFORMS, THEMES, WIDTHS } from "./drawing.ts";
import { createPages } from "./page.ts";

export const CHROMIUM = "/usr/bin/chromium";

/** What to do about a missing Chromium; null where there is one. */
export function missingChromium(): string | null {
  return existsSync(CHROMIUM)
    ? null
    : `There is no ${CHROMIUM}. On Debian: apt-get install chromium fonts-noto-color-emoji`;
}

export const ARGUMENTS = [
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
  const pictures: Picture[] = [];
  await showAll(drawings, THEMES, async ({ page, shown, width, theme, heights }) => {
    for (const [at, drawing] of shown.entries()) {
      const file = `${slug(drawing.title)}-${drawing.platform}-${width}-${theme}.png`;
      await page
        .locator("article")
        .nth(at)
        .screenshot({ path: join(folder, file) });
      pictures.push({ drawing, width, theme, height: Math.round(heights[at] ?? 0), file });
    }
  });
  return pictures;
}

/** How high each drawing is in each width. */
export async function measureHeights(drawings: readonly Drawing[]): Promise<Omit<Picture, "file" | "theme">[]> {
  const measured: Omit<Picture, "file" | "theme">[] = [];
  await showAll(drawings, ["light"], async ({ shown, width, heights }) => {
    for (const [at, drawing] of shown.entries()) {
      measured.push({ drawing, width, height: Math.round(heights[at] ?? 0) });
    }
  });
  return measured;
}

interface ShownPage {
  readonly page: Page;
  readonly shown: readonly Drawing[];
  readonly width: Width;
  readonly theme: Theme;
  /** In CSS pixels, in the order of the drawings. */
  readonly heights: readonly number[];
}

/** Shows all drawings of a platform at once, one page for each width and theme. */
async function showAll(
  drawings: readonly Drawing[],
  themes: readonly Theme[],
  use: (shown: ShownPage) => Promise<void>,
): Promise<void> {
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
    for (const platform of PLATFORMS) {
      const shown = drawings.filter((drawing) => drawing.platform === platform);
      for (const width of WIDTHS) {
        for (const theme of themes) {
          await page.setViewportSize({ width, height: 800 });
          await page.setContent(html(platform, theme, width, shown));
          await page.evaluate("document.fonts.ready");
          const heights: number[] = await page.evaluate(
            "[...document.querySelectorAll('article')].map((each) => each.getBoundingClientRect().height)",
          );
          await use({ page, shown, width, theme, heights });
        }
      }
    }
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
