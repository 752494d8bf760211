export { answerJson, createApi } from "./api.ts";
export { clientAddress } from "./client-address.ts";
export { escapeHtml } from "./escape-html.ts";
export { createMaps } from "./map.ts";
export { PAGE_HEADERS, renderPage } from "./page.ts";
export { readTarget } from "./target.ts";
