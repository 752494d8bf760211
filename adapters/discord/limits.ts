/** Discord's limits on a message, in characters. Source: discord-api-docs, resources/message ("Embed Limits"). */
export const CONTENT = 2000;
export const EMBED_DESCRIPTION = 4096;
export const EMBED_FOOTER = 2048;
/** Over all of a message's embeds: title, description, fields, footer and author together. */
export const EMBED_TOTAL = 6000;
