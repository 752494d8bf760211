import type { webApi } from "@slack/bolt";

type Fetch = NonNullable<webApi.WebClientOptions["fetch"]>;

export interface FetchOptions {
  /** Where the Web API is; everything else is an address for answers. */
  readonly apiUrl: string;
  /** In milliseconds. */
  readonly timeout: number;
}

/** An answer that Slack holds back is tried again so often, and waited for no longer than this, in milliseconds. */
const RETRIES = 2;
const LONGEST_WAIT = 3000;

/** What was sent before this went wrong never left the machine. */
const UNSENT: ReadonlySet<string> = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN"]);

/** Slack would show the same post twice where only its answer was lost; `WebClient` tries all but a refusal again. */
const POSTS = /\/chat\.post(?:Message|Ephemeral)$/;

/** How Slack's libraries reach Slack. A post is made once, and an address for answers has its `Retry-After` obeyed. */
export function createFetch({ apiUrl, timeout }: FetchOptions): Fetch {
  const limited = (url: Parameters<Fetch>[0], init: Parameters<Fetch>[1]): Promise<Response> =>
    fetch(url, { ...init, signal: init?.signal ?? AbortSignal.timeout(timeout) });
  return async (url, init) => {
    const address = String(url);
    if (!address.startsWith(apiUrl)) return answer(() => limited(url, init));
    return POSTS.test(address) ? postOnce(() => limited(url, init)) : limited(url, init);
  };
}

async function answer(send: () => Promise<Response>): Promise<Response> {
  for (let left = RETRIES; ; left -= 1) {
    const response = await send();
    const wait = Number(response.headers.get("retry-after"));
    if (response.status !== 429 || left === 0) return response;
    await response.body?.cancel();
    await new Promise((resolve) => setTimeout(resolve, Math.min((wait || 1) * 1000, LONGEST_WAIT)));
  }
}

/** A refusal is final to `WebClient`, and a limit on calls is the one thing that is safe to try again. */
async function postOnce(send: () => Promise<Response>): Promise<Response> {
  try {
    const response = await send();
    return response.status === 200 || response.status === 429 ? response : refusal(`http_${response.status}`);
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
    const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
    if (UNSENT.has(code)) throw error;
    return refusal("no_answer");
  }
}

function refusal(error: string): Response {
  return Response.json({ ok: false, error });
}
