import { expect, it, vi } from "vitest";
import { createFetch } from "#adapters/slack/clients.ts";

const apiUrl = "https://slack.test/api/";
const POST = `${apiUrl}chat.postMessage`;
const ANSWER = "https://hooks.slack.test/response/1";
const HOME = `${apiUrl}views.publish`;

const failure = (code: string) => new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
const status = (code: number, retryAfter?: string) =>
  new Response(null, { status: code, headers: retryAfter === undefined ? {} : { "retry-after": retryAfter } });

/** Fetches an address with a given first response; returns the number of attempts and the result. */
async function tries(url: string, first: Response | Error) {
  const spy = vi.spyOn(globalThis, "fetch").mockImplementation(async () => status(200));
  if (first instanceof Error) spy.mockRejectedValueOnce(first);
  else spy.mockResolvedValueOnce(first);
  const outcome = await createFetch({ apiUrl, timeout: 1000 })(url).then(
    (response) => response.status,
    () => "rejected",
  );
  const { length } = spy.mock.calls;
  spy.mockRestore();
  return [length, outcome];
}

it.each([POST, ANSWER])("retries a post that was never sent: %s", async (url) => {
  expect(await tries(url, failure("ECONNREFUSED"))).toEqual([2, 200]);
});

it.each([POST, ANSWER])("does not retry a post whose response was lost: %s", async (url) => {
  expect(await tries(url, failure("ECONNRESET"))).toEqual([1, "rejected"]);
  expect(await tries(url, status(503))).toEqual([1, 503]);
});

it("retries every other call, unless Slack has refused it", async () => {
  expect(await tries(HOME, failure("ECONNRESET"))).toEqual([2, 200]);
  expect(await tries(HOME, status(503))).toEqual([2, 200]);
  expect(await tries(HOME, status(404))).toEqual([1, 404]);
});

it.each([POST, ANSWER, HOME])("retries after a rate limit, unless it lasts minutes: %s", async (url) => {
  expect(await tries(url, status(429, "0.01"))).toEqual([2, 200]);
  expect(await tries(url, status(429, "300"))).toEqual([1, 429]);
});
