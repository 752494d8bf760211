export { answerJson, createApi } from "./api.ts";
export { clientAddress } from "./client-address.ts";
export { escapeHtml, PAGE_HEADERS, renderPage } from "./page.ts";
export { readTarget } from "./target.ts";
