import { escapeHtml } from "../escape-html.ts";
import { drawLink } from "./slack.ts";

/**
 * Discord Markdown as HTML, as far as Portcall writes it: bold, links, code blocks, bullets, and escaped characters. All
 * else is shown as it is written. https://discord.com/developers/docs/reference#message-formatting
 */
export function drawMarkdown(markdown: string): string {
  const parts = markdown.split(/^```(?:sh|powershell)?\n([\s\S]*?)\n```$/m);
  // What the pattern captures is code; what stands between is text.
  return parts.map((part, at) => (at % 2 === 1 ? codeBlock(part) : drawLines(part))).join("");
}

function codeBlock(code: string): string {
  return `<pre tabindex="0"><code>${escapeHtml(code.replaceAll("\u2060", ""))}</code></pre>`;
}

/** A paragraph for each line; bullets that follow each other are one list. */
function drawLines(text: string): string {
  const lines = text.replace(/^\n|\n$/g, "").split("\n");
  if (lines.every((line) => line === "")) return "";
  return lines
    .map((line, at) => {
      if (line === "") return '<p class="gap"></p>';
      if (!isItem(line)) return `<p>${drawInline(line)}</p>`;
      const item = `<li>${drawInline(line.slice(2))}</li>`;
      return `${isItem(lines[at - 1]) ? "" : "<ul>"}${item}${isItem(lines[at + 1]) ? "" : "</ul>"}`;
    })
    .join("");
}

function isItem(line: string | undefined): boolean {
  return line?.startsWith("- ") ?? false;
}

/** An escaped character, the ends of bold text, or a link. No part of the pattern can match twice. */
const INLINE = /\\([^a-zA-Z0-9\s])|(\*\*)|\[((?:\\.|[^\]\\])*)\]\(([^()\s]*)\)/g;

function drawInline(text: string): string {
  let html = "";
  let isBold = false;
  let from = 0;
  for (const { 0: whole, 1: escaped, 2: stars, 3: label = "", 4: url = "", index } of text.matchAll(INLINE)) {
    html += escapeHtml(text.slice(from, index));
    from = index + whole.length;
    if (escaped !== undefined) html += escapeHtml(escaped);
    else if (stars === undefined) html += drawLink(url, label.replace(/\\([^a-zA-Z0-9\s])/g, "$1"));
    else {
      html += isBold ? "</b>" : "<b>";
      isBold = !isBold;
    }
  }
  return `${html}${escapeHtml(text.slice(from))}${isBold ? "</b>" : ""}`;
}
