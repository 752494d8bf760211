/** What Slack counts before it refuses a message: all texts and addresses, escaped; slackapi/bolt-js #2509 and #2867. */
export function countedCharacters(blocks: unknown): number {
  return textsIn(blocks).reduce((total, text) => total + escaped(text).length, 0);
}

/** The smallest message with rich text that Slack was seen to refuse as too long. */
export const TOO_LONG = 11_341;

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function textsIn(value: unknown): string[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) =>
    (key === "text" || key === "url") && typeof inner === "string" ? [inner] : textsIn(inner),
  );
}
