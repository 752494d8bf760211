import type { webApi } from "@slack/bolt";
import { isRecord } from "#adapters/chat/record.ts";
import { parseJson } from "#core/parse-json.ts";
import { textIn } from "./payload.ts";

/** The `fetch` of a WebClient, with the whole response. */
export type Fetch = (...request: Parameters<NonNullable<webApi.WebClientOptions["fetch"]>>) => Promise<Response>;

/**
 * `fetch` that sends a message once more without its blocks if Slack refuses them, so that its text arrives.
 * @param onRefusal called with Slack's error before the second request
 */
export function withTextFallback(fetch: Fetch, onRefusal: (error: string) => void): Fetch {
  return async (url, init) => {
    const response = await fetch(url, init);
    if (!BLOCKS.test(String(init?.body))) return response;
    const text = await response.text();
    const error = errorIn(text);
    const body = BLOCK_ERRORS.has(error) ? withoutBlocks(init?.body) : null;
    // Cloning a response takes much longer than making it again.
    if (body === null) return new Response(text || null, response);
    onRefusal(error);
    return fetch(url, { ...init, body });
  };
}

/** A message with blocks, as a form or as JSON. To read all of one that Slack takes would be in vain. */
const BLOCKS = /(?:^|&)blocks=|"blocks":/;

/** https://docs.slack.dev/reference/methods/chat.postMessage#errors */
const BLOCK_ERRORS: ReadonlySet<string> = new Set(["msg_blocks_too_long", "invalid_blocks", "invalid_blocks_format"]);

/** The Web API returns errors in JSON; a response_url may return the bare code, with status 400. */
function errorIn(response: string): string {
  const json = parseObject(response);
  return json === undefined ? response.trim() : (textIn(json, "error") ?? "");
}

/** A request's body without blocks; null if it is not a message with both text and blocks. */
function withoutBlocks(body: unknown): string | null {
  if (typeof body !== "string") return null;
  const json = parseObject(body);
  if (isRecord(json)) {
    const { blocks, ...rest } = json;
    return blocks === undefined || textIn(json, "text") === undefined ? null : JSON.stringify(rest);
  }
  const form = new URLSearchParams(body);
  if (!form.has("blocks") || !form.has("text")) return null;
  form.delete("blocks");
  return form.toString();
}

function parseObject(text: string): unknown {
  return text.startsWith("{") ? parseJson(text) : undefined;
}
