import type { HttpAnswer, PreparedRequest } from "./http-connection.ts";
import { openConnection } from "./http-connection.ts";

/**
 * Each lane does one item after another, until all are done.
 * @returns milliseconds of each
 */
export async function timeInLanes<Item>(
  items: readonly Item[],
  lanes: readonly ((item: Item) => Promise<unknown>)[],
): Promise<number[]> {
  const times: number[] = [];
  const left = items.values();
  const run = async (work: (item: Item) => Promise<unknown>) => {
    for (const item of left) {
      const began = performance.now();
      await work(item);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(lanes.map(run));
  return times;
}

export interface HttpLoad {
  readonly url: URL;
  readonly requests: readonly PreparedRequest[];
  readonly connections: number;
  /** The length of every answer; null if they differ. */
  readonly length: number | null;
}

/**
 * @returns milliseconds from each request to the last byte of its answer
 * @throws Error if an answer isn't 200 or has another length
 */
export async function applyLoad({ url, requests, connections: count, length }: HttpLoad): Promise<number[]> {
  const connections = await Promise.all(Array.from({ length: count }, () => openConnection(url)));
  try {
    const lanes = connections.map(({ send }) => async (request: PreparedRequest) => {
      const answer = await send(request);
      if (!answer.isOk || (length !== null && answer.length !== length)) throw unexpected(url, answer, length);
    });
    return await timeInLanes(requests, lanes);
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** @throws Error if the answer isn't 200, or what it must say is not in it */
export async function askOnce(url: URL, request: PreparedRequest, said: string): Promise<HttpAnswer> {
  const connection = await openConnection(url);
  const answer = await connection.send(request);
  connection.close();
  if (!answer.isOk || !answer.text().includes(said)) throw unexpected(url, answer, null);
  return answer;
}

function unexpected(url: URL, { isOk, length, text }: HttpAnswer, wanted: number | null): Error {
  const what = isOk ? `${length} bytes instead of ${wanted ?? "what was asked"}` : "not with 200";
  return new Error(`${url} answered ${what}: ${text().slice(0, 500)}`);
}
