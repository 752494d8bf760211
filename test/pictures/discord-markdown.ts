import { parse } from "discord-markdown-parser";
import { escapeHtml } from "#adapters/web/index.ts";

type Nodes = ReturnType<typeof parse>;
type Node = Nodes[number];

/** Discord Markdown as the renderer's elements, a line each. Throws at what Portcall never writes. */
export function markdownHtml(markdown: string): string {
  return linesOf(parse(markdown, "extended"))
    .map((line, at, lines) => lineHtml(line, isItem(lines[at - 1]), isItem(lines[at + 1])))
    .join("");
}

/** Nodes that take whole lines; a line break after one belongs to it. */
const BLOCKS: ReadonlySet<string> = new Set(["codeBlock", "heading", "subtext"]);

function linesOf(nodes: Nodes): Nodes[] {
  const lines: Nodes[] = [[]];
  for (const [at, node] of nodes.entries()) {
    const before = nodes[at - 1]?.type ?? "";
    if (node.type === "br") {
      if (before !== "codeBlock") lines.push([]);
    } else if (BLOCKS.has(node.type) || BLOCKS.has(before)) {
      if (lines.at(-1)?.length === 0) lines.pop();
      lines.push([node]);
    } else {
      lines.at(-1)?.push(node);
    }
    if (node.type === "codeBlock" && at < nodes.length - 1) lines.push([]);
  }
  return lines;
}

const BULLET = /^- /;

/** The parser leaves lists to others. */
function isItem(line: Nodes | undefined): boolean {
  const [first] = line ?? [];
  return first?.type === "text" && BULLET.test(String(first.content));
}

function lineHtml(line: Nodes, isAfterItem: boolean, isBeforeItem: boolean): string {
  const html = inlineHtml(line);
  if (line.some(({ type }) => BLOCKS.has(type))) return html;
  if (!isItem(line)) return `<div>${html === "" ? "<br>" : html}</div>`;
  const item = `<discord-list-item>${html.replace(BULLET, "")}</discord-list-item>`;
  const opened = isAfterItem ? item : `<discord-unordered-list>${item}`;
  return isBeforeItem ? opened : `${opened}</discord-unordered-list>`;
}

/** The parser does not know what a command's name links to: `</port:123>`. */
const COMMAND = /&lt;\/([\w -]+):\d+&gt;/g;

function inlineHtml(nodes: Nodes): string {
  return nodes.map(nodeHtml).join("").replace(COMMAND, '<discord-mention type="slash">$1</discord-mention>');
}

function nodeHtml(node: Node): string {
  switch (node.type) {
    case "text":
      // Discord shows every blank, HTML one of many.
      return escapeHtml(String(node.content)).replace(/ (?= )/g, "&nbsp;");
    case "twemoji":
      return escapeHtml(String(node.name));
    case "strong":
      return `<discord-bold>${inlineHtml(node.content)}</discord-bold>`;
    case "em":
      return `<discord-italic>${inlineHtml(node.content)}</discord-italic>`;
    case "subtext":
      return `<discord-subscript>${inlineHtml(node.content)}</discord-subscript>`;
    case "heading":
      return `<discord-header level="${Number(node.level)}">${inlineHtml(node.content)}</discord-header>`;
    case "link":
      return `<discord-link href="${escapeHtml(String(node.target))}">${inlineHtml(node.content)}</discord-link>`;
    case "inlineCode":
      return `<discord-code embed>${escapeHtml(String(node.content))}</discord-code>`;
    case "codeBlock":
      return `<discord-code multiline embed>${escapeHtml(String(node.content))}</discord-code>`;
    default:
      throw new Error(`No picture of ${node.type} in Discord: ${JSON.stringify(node)}`);
  }
}
