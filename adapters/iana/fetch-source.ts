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
  const { bytes } = await request(address, { headers: {}, signal: NEVER, limits, accepts: [200] });
  return bytes;
}

const NEVER = new AbortController().signal;

/** What a server says about the version of a file, as it sent it; null where it says nothing. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface ConditionalRequest {
  /** Of the version that the caller has; null to fetch in any case. */
  readonly validators: Validators | null;
  readonly signal: AbortSignal;
  readonly limits?: FetchLimits;
}

/**
 * Fetches a file unless it is still the version that the caller has; then returns null.
 * @throws IanaError as {@link fetchSource} does; the signal's reason if it is aborted.
 */
export async function fetchIfModified(
  address: string,
  { validators, signal, limits = DEFAULT_LIMITS }: ConditionalRequest,
): Promise<{ readonly bytes: Uint8Array; readonly validators: Validators } | null> {
  const headers = conditionsOf(validators);
  const isConditional = Object.keys(headers).length > 0;
  const accepts = isConditional ? [200, 304] : [200];
  const { response, bytes } = await request(address, { headers, signal, limits, accepts });
  if (response.status === 304) return null;
  const { headers: sent } = response;
  return { bytes, validators: { etag: sent.get("etag"), lastModified: sent.get("last-modified") } };
}

function conditionsOf(validators: Validators | null): Record<string, string> {
  const { etag = null, lastModified = null } = validators ?? {};
  return {
    ...(etag !== null && { "if-none-match": etag }),
    ...(lastModified !== null && { "if-modified-since": lastModified }),
  };
}

interface RequestOptions {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
  readonly limits: FetchLimits;
  /** The statuses that are not failures. */
  readonly accepts: readonly number[];
}

async function request(address: string, { headers, signal, limits, accepts }: RequestOptions) {
  try {
    const either = AbortSignal.any([signal, AbortSignal.timeout(limits.timeoutMs)]);
    const response = await fetch(address, { headers, signal: either });
    if (!accepts.includes(response.status)) {
      await response.body?.cancel();
      throw unreadableError(`${address} answered with status ${response.status} ${response.statusText}`.trimEnd());
    }
    return { response, bytes: await readBody(response, address, limits.maxBytes) };
  } catch (error) {
    signal.throwIfAborted();
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
  return `${address} could not be fetched: ${messageOf(cause)}`;
}

/** A host with several addresses fails with an AggregateError, whose message is empty. */
function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return error.errors.map(messageOf).join(", ");
  return error instanceof Error ? error.message : String(error);
}

function unreadableError(what: string, cause?: unknown): IanaError {
  return new IanaError("source-unreadable", `${what}.`, { cause });
}
