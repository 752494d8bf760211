const ENTITIES: Readonly<Record<string, string>> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};

export function unescapeHtml(html: string): string {
  return html.replace(/&(?:amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}

/** The words of a drawn message, without who wrote it and without its controls; a link's address follows its text. */
export function wordsOf(html: string): string {
  const body = html
    .replace(/^.*?<p class="author">.*?<\/p>/s, "")
    .replace(/<div class="controls">.*$/s, "")
    .replace(/<p class="small only">.*?<\/p>/gs, "")
    .replace(/<a href="([^"]*)"[^>]*>([^<]*)<\/a>/g, (_, url, text) => (url === text ? url : `${text} (${url})`));
  return oneLine(unescapeHtml(body.replace(/<\/?(?:b|code)>/g, "").replace(/<[^>]+>/g, " ")));
}

/** Without what readers of payloads write differently: bullets, white space, and the escapes of addresses. */
export function oneLine(text: string): string {
  return text
    .replace(/^(?:•|-) /gm, "")
    .replaceAll("%28", "(")
    .replaceAll("%29", ")")
    .replaceAll("\u2060", "")
    .replace(/\s+/g, " ")
    .replace(/ (?=[.,])/g, "")
    .trim();
}

/** The tags of some HTML; throws if one isn't closed in its order. */
export function tagsIn(html: string): readonly string[] {
  const open: string[] = [];
  const tags: string[] = [];
  for (const [, end, name = "", rest = ""] of html.matchAll(/<(\/?)([a-z0-9]+)((?:[^>"]|"[^"]*")*)>/g)) {
    if (end === "") tags.push(`${name}${rest}`);
    if (/^(?:input|rect|meta|link|img)$/.test(name) || rest.endsWith("/")) continue;
    if (end === "") open.push(name);
    else if (open.pop() !== name) throw new Error(`</${name}> closes nothing.`);
  }
  if (open.length > 0) throw new Error(`Not closed: ${open.join(", ")}`);
  return tags;
}
