export { createApi } from "./api.ts";
export { clientAddress } from "./client-address.ts";
export { escapeHtml } from "./escape-html.ts";
export { createMaps } from "./map.ts";
export type { PlatformView } from "./page/create-page.ts";
export { createPage } from "./page/create-page.ts";
export { drawDiscord } from "./page/discord.ts";
export { drawSlack } from "./page/slack.ts";
export { readTarget } from "./target.ts";
