import { IanaError } from "./errors.ts";

const REGISTRY = "https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers";

/** Where IANA publishes the registry, by format. */
export const OFFICIAL_ADDRESSES = { XML: `${REGISTRY}.xml`, CSV: `${REGISTRY}.csv` } as const;

export interface FetchLimits {
  readonly timeoutMs: number;
  readonly maxBytes: number;
}

/** The registry has about 4 MB. */
const DEFAULT_LIMITS: FetchLimits = { timeoutMs: 60_000, maxBytes: 64 * 1024 * 1024 };

/** @throws IanaError `source-unreadable` with the cause, if there is no complete response with status 200 within the limits. */
export async function fetchSource(address: string, limits: FetchLimits = DEFAULT_LIMITS): Promise<Uint8Array> {
  try {
    const response = await fetch(address, { signal: AbortSignal.timeout(limits.timeoutMs) });
    if (response.status !== 200) {
      await response.body?.cancel();
      throw unreadableError(`${address} answered with status ${response.status} ${response.statusText}`.trimEnd());
    }
    return await readBody(response, address, limits.maxBytes);
  } catch (error) {
    if (error instanceof IanaError) throw error;
    throw unreadableError(explain(error, address, limits), error);
  }
}

async function readBody(response: Response, address: string, maxBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  // Leaving the loop early cancels the body.
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    if (size > maxBytes) throw unreadableError(`${address} sent more than ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}

function explain(error: unknown, address: string, limits: FetchLimits): string {
  if (error instanceof DOMException && error.name === "TimeoutError") {
    return `${address} did not answer in full within ${limits.timeoutMs / 1000} seconds`;
  }
  // fetch's own message is only "fetch failed"; its cause says more (name not found, connection refused).
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return `${address} could not be fetched: ${cause instanceof Error ? cause.message : String(cause)}`;
}

function unreadableError(what: string, cause?: unknown): IanaError {
  return new IanaError("source-unreadable", `${what}.`, { cause });
}
