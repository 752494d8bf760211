/**
 * What a person wrote, from Discord's form of it: mentions of users, roles and channels are left out, and so are custom
 * emoji and timestamps, whose ids are long numbers.
 */
export function readDiscordText(text: string): string {
  return text.replace(/<(?:@[!&]?\d+|#\d+|a?:\w+:\d+|t:-?\d+(?::\w)?|\/[^:>]+:\d+)>/g, " ").trim();
}
