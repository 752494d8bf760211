export { PAGE_HEADERS, renderPage } from "./page.ts";
