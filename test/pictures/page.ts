import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { rolldown } from "rolldown";
import { DISCORD_STYLE } from "./discord.ts";
import type { Drawing, Platform, Theme, Width } from "./drawing.ts";
import { SLACK_STYLE } from "./slack.ts";

/** Slack's font, and the one that stands in for Discord's, which is not free: the same on every machine. */
const FONTS = [
  ["Lato", 400, import.meta.resolve("@fontsource/lato/files/lato-latin-400-normal.woff2")],
  ["Lato", 700, import.meta.resolve("@fontsource/lato/files/lato-latin-700-normal.woff2")],
  ["Lato", 900, import.meta.resolve("@fontsource/lato/files/lato-latin-900-normal.woff2")],
  ["gg sans", 400, import.meta.resolve("@fontsource/noto-sans/files/noto-sans-latin-400-normal.woff2")],
  ["gg sans", 500, import.meta.resolve("@fontsource/noto-sans/files/noto-sans-latin-500-normal.woff2")],
  ["gg sans", 700, import.meta.resolve("@fontsource/noto-sans/files/noto-sans-latin-700-normal.woff2")],
] as const;

const STYLES: Readonly<Record<Platform, string>> = { slack: SLACK_STYLE, discord: DISCORD_STYLE };

/** Makes pages that need no network: all drawings of a platform below each other, each in an `article`. */
export async function createPages() {
  const fonts = FONTS.map(([family, weight, file]) => {
    const data = readFileSync(fileURLToPath(file)).toString("base64");
    return `@font-face { font-family: "${family}"; font-weight: ${weight}; src: url(data:font/woff2;base64,${data}); }`;
  }).join("\n");
  const scripts: Readonly<Record<Platform, string>> = { slack: "", discord: await discordElements() };

  return (platform: Platform, theme: Theme, width: Width, drawings: readonly Drawing[]): string => `<!doctype html>
    <meta charset="utf-8">
    <style>${fonts} body { margin: 0; } ${STYLES[platform]}</style>
    <body class="${theme} ${width < 600 ? "phone" : "desktop"}">
      ${drawings.map((drawing) => `<article>${drawing.html(theme)}</article>`).join("\n")}
      <script>${scripts[platform].replaceAll("</script", "<\\/script")}</script>
    </body>`;
}

/** The renderer's custom elements as one script. */
async function discordElements(): Promise<string> {
  const bundle = await rolldown({
    input: fileURLToPath(import.meta.resolve("@skyra/discord-components-core")),
    platform: "browser",
  });
  const { output } = await bundle.generate({ format: "iife", name: "discord" });
  await bundle.close();
  return output[0].code;
}
