import type { Messages } from "#core/messages/messages.ts";
import { escapeHtml } from "./escape-html.ts";

/** What the question page shows for one question: the card as text and as each platform's payload. */
export interface Page {
  readonly query: string;
  readonly text: string;
  readonly payloads: readonly { readonly format: string; readonly payload: unknown }[];
}

/** The page loads and runs nothing, and the content security policy enforces that. */
export const PAGE_HEADERS = {
  "content-type": "text/html; charset=utf-8",
  "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'",
  "referrer-policy": "no-referrer",
  "x-content-type-options": "nosniff",
  "cache-control": "no-store",
} as const;

/** The local question page as HTML. */
export function renderPage({ query, text, payloads }: Page, { web: page, language }: Messages): string {
  return `<!doctype html>
<html lang="${language}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(page.title)}</title>
<style>${STYLE}</style>
<main>
<h1>${escapeHtml(page.title)}</h1>
<form action="/" role="search">
<label for="q">${escapeHtml(page.label)}</label>
<input id="q" name="q" value="${escapeHtml(query)}" autofocus autocomplete="off" spellcheck="false" maxlength="200">
<button>${escapeHtml(page.button)}</button>
</form>
<pre class="card">${escapeHtml(text)}</pre>
${payloads.map(details).join("\n")}
</main>
</html>
`;
}

function details({ format, payload }: Page["payloads"][number]): string {
  return `<details><summary>${escapeHtml(format)} JSON</summary><pre>${escapeHtml(JSON.stringify(payload, null, 2))}</pre></details>`;
}

const STYLE = `
:root { color-scheme: light dark; }
body { font: 16px/1.5 system-ui, sans-serif; margin: 0; }
main { max-width: 56rem; margin: 0 auto; padding: 2rem 1rem; }
h1 { font-size: 1.25rem; }
form { display: flex; flex-wrap: wrap; gap: .5rem; align-items: center; }
input { font: inherit; flex: 1 1 12rem; padding: .4rem .6rem; }
button { font: inherit; padding: .4rem 1rem; }
pre { font: 14px/1.5 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere; padding: 1rem; border: 1px solid #8886; border-radius: .5rem; }
summary { cursor: pointer; }
`;
