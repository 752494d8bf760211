import { renderPlainText } from "#core/card/plain-text.ts";
import type { Reply } from "#core/chat-platform.ts";
import { shortDate } from "#core/messages/english.ts";
import type { Messages } from "#core/messages/messages.ts";
import type { Form, FormKind } from "#core/present/form.ts";
import { isTeamQuery } from "#core/query/kinds.ts";
import type { RegistrySource } from "#core/registry/record.ts";
import { escapeHtml } from "../escape-html.ts";
import { CONTROLS_FORM } from "./control.ts";
import { drawForm } from "./form.ts";

/** What the page answers with. */
export type Shown =
  | {
      readonly kind: "reply";
      readonly reply: Reply;
      readonly views: readonly DrawnView[];
      /** The port whose map is shown; null for none. */
      readonly port: number | null;
      /** A word about the answer; null for none. */
      readonly note: string | null;
    }
  | { readonly kind: "form"; readonly form: FormKind; readonly fields: Form }
  /** Asked by a link, which changes nothing by itself. */
  | { readonly kind: "confirm"; readonly text: string }
  | { readonly kind: "notice"; readonly title: string; readonly text: string };

/** An answer as one platform shows it. */
export interface DrawnView {
  readonly name: "slack" | "discord";
  /** The name of the platform's message format. */
  readonly format: string;
  readonly html: string;
  readonly payload: unknown;
}

export interface Page {
  /** What stands in the box. */
  readonly text: string;
  /** Where the same can be seen again. */
  readonly url: string;
  readonly shown: Shown;
  readonly registry: RegistrySource;
  /** The addresses of the page's files. */
  readonly assets: { readonly style: string; readonly script: string; readonly icon: string };
}

/** The page as HTML: whole without JavaScript, which only replaces the answer in place. */
export function renderPage({ text, url, shown, registry, assets }: Page, messages: Messages): string {
  const { web: words, language } = messages;
  const heading = headingOf(shown, words);
  const title = url === "/" ? words.title : words.titleOf(heading);
  return `<!doctype html>
<html lang="${language}" dir="ltr">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>${escapeHtml(title)}</title>
<link rel="icon" href="${assets.icon}" type="image/svg+xml">
<link rel="stylesheet" href="${assets.style}">
<script type="module" src="${assets.script}"></script>
</head>
<body>
<a class="skip" href="#answer">${escapeHtml(words.skip)}</a>
<header><h1><a href="/">Portcall</a></h1><p>${escapeHtml(words.lead)}</p></header>
<main>
<form class="ask" role="search" method="get" action="/"><label class="unseen" for="q">${escapeHtml(words.label)}</label><span class="prompt" aria-hidden="true">/port</span><input id="q" name="q" value="${escapeHtml(text)}" placeholder="${escapeHtml(words.hint)}" dir="auto" autofocus autocomplete="off" autocapitalize="none" spellcheck="false" maxlength="1000" enterkeyhint="search"><button class="button primary">${escapeHtml(words.button)}</button></form>
<nav class="examples" aria-label="${escapeHtml(words.examples.label)}">${words.examples.queries.map(exampleLink).join("")}</nav>
${pasteBox(words)}
<form id="${CONTROLS_FORM}" method="post" action="/"></form>
<p class="unseen" role="status" data-offline="${escapeHtml(words.offline)}"></p>
<section id="answer" data-url="${escapeHtml(url)}" data-text="${escapeHtml(text)}" aria-labelledby="heading"><h2 id="heading" class="unseen" tabindex="-1">${escapeHtml(heading)}</h2>${drawShown(shown, words, url)}</section>
</main>
<footer><p class="small">${escapeHtml(words.footer(shortDate(registry.updated)))}</p></footer>
</body>
</html>
`;
}

function exampleLink(query: string): string {
  return `<a href="/?q=${encodeURIComponent(query)}">${escapeHtml(query)}</a>`;
}

function pasteBox({ paste }: Messages["web"]): string {
  return `<details class="paste"><summary>${escapeHtml(paste.summary)}</summary><form method="post" action="/"><label for="paste">${escapeHtml(paste.label)}</label><textarea id="paste" name="paste" rows="6" placeholder="${escapeHtml(paste.hint)}" spellcheck="false" autocomplete="off" required></textarea><p class="controls"><button class="button primary">${escapeHtml(paste.button)}</button><span class="small">${escapeHtml(paste.privacy)}</span></p></form></details>`;
}

function headingOf(shown: Shown, words: Messages["web"]): string {
  switch (shown.kind) {
    case "reply":
      return shown.reply.card.title;
    case "form":
      return shown.fields.title;
    case "confirm":
      return words.confirm.title;
    case "notice":
      return shown.title;
  }
}

function drawShown(shown: Shown, words: Messages["web"], url: string): string {
  switch (shown.kind) {
    case "reply":
      return drawReply(shown, words, url);
    case "form":
      return drawForm(shown.form, shown.fields, words);
    case "confirm":
      return `<form class="window" method="post" action="/"><p class="title">${escapeHtml(words.confirm.title)}</p><p>${escapeHtml(words.confirm.text(shown.text))}</p><input type="hidden" name="q" value="${escapeHtml(shown.text)}"><p class="controls"><a class="button" href="/">${escapeHtml(words.cancel)}</a><button class="button primary">${escapeHtml(words.confirm.button)}</button></p></form>`;
    case "notice":
      return `<div class="window"><p class="title">${escapeHtml(shown.title)}</p><p>${escapeHtml(shown.text)}</p></div>`;
  }
}

function drawReply(
  { reply, views, port, note }: Extract<Shown, { kind: "reply" }>,
  words: Messages["web"],
  url: string,
): string {
  const { card, attachment } = reply;
  const drawn = views.map(({ name, format, html, payload }) =>
    panel(name, words.views[name], `${html}${jsonBox(words.json.summary(format), payload, words)}`),
  );
  const api =
    url === "/" || isTeamQuery(reply.query)
      ? ""
      : `<p class="small"><a href="/api/v1/answer${escapeHtml(url.slice(1))}">GET /api/v1/answer</a></p>`;
  const text = panel(
    "text",
    words.views.text,
    `<pre tabindex="0">${escapeHtml(attachment?.text ?? renderPlainText(card))}</pre>${jsonBox(words.json.summary(words.json.answer), reply.answer, words)}${api}`,
  );
  const map =
    port === null
      ? ""
      : panel(
          "map",
          words.views.map,
          `<img src="/my/map/${port}.svg" width="720" height="974" alt="${escapeHtml(words.map.title(port))}"><p class="controls"><a class="button" href="/map/${port}.svg" download="port-${port}.svg">${escapeHtml(words.download)}</a></p>`,
        );
  const above = note === null ? "" : `<p class="note">${escapeHtml(note)}</p>`;
  return `${above}<div class="views">${drawn.join("")}${text}${map}</div>`;
}

function panel(name: string, title: string, body: string): string {
  return `<section class="panel" data-view="${name}" aria-labelledby="view-${name}"><h3 id="view-${name}">${escapeHtml(title)}</h3>${body}</section>`;
}

function jsonBox(summary: string, payload: unknown, { json }: Messages["web"]): string {
  return `<details class="json"><summary>${escapeHtml(summary)}</summary><button type="button" class="button with-script" data-copied="${escapeHtml(json.copied)}">${escapeHtml(json.copy)}</button><pre tabindex="0">${escapeHtml(JSON.stringify(payload, null, 2))}</pre></details>`;
}
