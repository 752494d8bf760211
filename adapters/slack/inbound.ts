const ENTITIES: Readonly<Record<string, string>> = { "&amp;": "&", "&lt;": "<", "&gt;": ">" };

/**
 * What a person wrote, from Slack's form of it: mentions of users are left out (the bot's own among them), links are
 * their address, channels their name, and `&`, `<`, `>` themselves.
 */
export function readSlackText(text: string): string {
  return text
    .replace(/<@[A-Z0-9]+(?:\|[^>]*)?>/g, " ")
    .replace(/<#[A-Z0-9]+\|([^>]*)>/g, "#$1")
    .replace(/<((?:https?|mailto|tel):[^|>]*)(?:\|[^>]*)?>/g, "$1")
    .replace(/&(?:amp|lt|gt);/g, (entity) => ENTITIES[entity] ?? entity)
    .trim();
}
