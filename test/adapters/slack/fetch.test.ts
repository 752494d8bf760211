import { expect, it, vi } from "vitest";
import { createFetch } from "#adapters/slack/clients.ts";
import type { Observe } from "#core/telemetry.ts";

const apiUrl = "https://slack.test/api/";
const POST = `${apiUrl}chat.postMessage`;
const PRIVATE_POST = `${apiUrl}chat.postEphemeral`;
const ANSWER = "https://hooks.slack.test/response/1";
const SHARED = JSON.stringify({ replace_original: false, response_type: "in_channel", text: "867" });
const PRIVATE = JSON.stringify({ response_type: "ephemeral", text: "867" });
const HOME = `${apiUrl}views.publish`;

const failure = (code: string) => new TypeError("fetch failed", { cause: Object.assign(new Error(code), { code }) });
const status = (code: number, retryAfter?: string) =>
  new Response(null, { status: code, headers: retryAfter === undefined ? {} : { "retry-after": retryAfter } });

/** Fetches an address with a given first response; returns the number of attempts and the result. */
async function tries(url: string, first: Response | Error, body?: string) {
  const spy = vi.spyOn(globalThis, "fetch").mockImplementation(async () => status(200));
  if (first instanceof Error) spy.mockRejectedValueOnce(first);
  else spy.mockResolvedValueOnce(first);
  const observed: string[] = [];
  const observe: Observe = ({ type }) => void observed.push(type);
  const outcome = await createFetch({ apiUrl, timeout: 1000, observe })(url, {
    method: "POST",
    ...(body === undefined ? {} : { body }),
  }).then(
    (response) => response.status,
    () => "rejected",
  );
  // Bots of other tests may still be calling their own addresses.
  const { length } = spy.mock.calls.filter(([address]) => address === url);
  spy.mockRestore();
  const { retry = [] } = Object.groupBy(observed, (type) => type);
  expect(retry).toHaveLength(length - 1);
  return [length, outcome];
}

it.each([POST, ANSWER])("retries a post that was never sent: %s", async (url) => {
  expect(await tries(url, failure("ECONNREFUSED"))).toEqual([2, 200]);
});

it.each([
  [POST, undefined],
  [ANSWER, SHARED],
])("does not retry a post that others see if its response was lost: %s %s", async (url, body) => {
  expect(await tries(url, failure("ECONNRESET"), body)).toEqual([1, "rejected"]);
  expect(await tries(url, status(503), body)).toEqual([1, 503]);
});

it.each([
  [PRIVATE_POST, undefined],
  [ANSWER, PRIVATE],
])("retries a post that only the asker sees: %s %s", async (url, body) => {
  expect(await tries(url, failure("ECONNRESET"), body)).toEqual([2, 200]);
  expect(await tries(url, status(503), body)).toEqual([2, 200]);
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
