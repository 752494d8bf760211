import { describe, expect, it } from "vitest";
import { fetchIfModified, fetchSource } from "../../../adapters/iana/fetch-source.ts";
import { ianaErrorOf, serve } from "./support.ts";

const LIMITS = { timeoutMs: 10_000, maxBytes: 1000 };

describe("fetching the registry", () => {
  it("returns the bytes of the response", async () => {
    const address = await serve((_, response) => response.end("Service Name,…"));
    expect(new TextDecoder().decode(await fetchSource(address))).toBe("Service Name,…");
  });

  it.each([404, 500, 204])("refuses status %i", async (status) => {
    const address = await serve((_, response) => response.writeHead(status).end());
    const error = await ianaErrorOf(() => fetchSource(address));
    expect(error.code).toBe("source-unreadable");
    expect(error.message).toContain(`status ${status}`);
  });

  it("stops reading a body that is too large", async () => {
    const address = await serve((_, response) => {
      const pour = (): void => {
        while (!response.destroyed && response.write("x".repeat(500)));
        response.once("drain", pour);
      };
      pour();
    });
    const error = await ianaErrorOf(() => fetchSource(address, LIMITS));
    expect(error.message).toContain("more than 1000 bytes");
  });

  it("times out if the response never ends", async () => {
    const address = await serve((_, response) => response.write("Service Name,"));
    const error = await ianaErrorOf(() => fetchSource(address, { ...LIMITS, timeoutMs: 50 }));
    expect(error.message).toContain("within 0.05 seconds");
    expect(error.cause).toBeInstanceOf(DOMException);
  });

  it("says why a server cannot be reached", async () => {
    const address = await serve((request) => request.socket.destroy());
    const error = await ianaErrorOf(() => fetchSource(address));
    expect(error.code).toBe("source-unreadable");
    expect(error.message).toContain("could not be fetched");
    expect(error.cause).toBeInstanceOf(Error);
  });
});

describe("fetching a registry that may be the same", () => {
  const LAST_MODIFIED = "Mon, 17 Aug 2026 12:00:00 GMT";
  const fetchAs = (address: string, validators: Parameters<typeof fetchIfModified>[1]["validators"]) =>
    fetchIfModified(address, { validators, signal: new AbortController().signal });

  it("returns what the server says about the version, and asks with it the next time", async () => {
    const conditions: unknown[] = [];
    const address = await serve(({ headers }, response) => {
      conditions.push([headers["if-none-match"], headers["if-modified-since"]]);
      if (headers["if-none-match"] === '"v1"') response.writeHead(304).end();
      else response.writeHead(200, { etag: '"v1"', "last-modified": LAST_MODIFIED }).end("Service Name,…");
    });
    const first = await fetchAs(address, null);
    expect(first).toMatchObject({ validators: { etag: '"v1"', lastModified: LAST_MODIFIED } });
    expect(new TextDecoder().decode(first?.bytes)).toBe("Service Name,…");
    expect(await fetchAs(address, first?.validators ?? null)).toBeNull();
    expect(conditions).toEqual([
      [undefined, undefined],
      ['"v1"', LAST_MODIFIED],
    ]);
  });

  it("asks unconditionally where a server says nothing about the version", async () => {
    const address = await serve((_, response) => response.end("Service Name,…"));
    const silent = { etag: null, lastModified: null };
    expect(await fetchAs(address, silent)).toMatchObject({ validators: silent });
  });

  it("refuses status 304 as the answer to an unconditional request", async () => {
    const address = await serve((_, response) => response.writeHead(304).end());
    const error = await ianaErrorOf(() => fetchAs(address, null));
    expect(error.message).toContain("status 304");
  });

  it("refuses a body that is shorter than its length", async () => {
    const address = await serve((_, response) => {
      response.writeHead(200, { "content-length": "1000" });
      response.write("Service Name,", () => response.destroy());
    });
    const error = await ianaErrorOf(() => fetchAs(address, null));
    expect(error.code).toBe("source-unreadable");
  });

  it("ends with the caller's reason when it is aborted, before the response and within it", async () => {
    for (const headersFirst of [false, true]) {
      const stopped = new AbortController();
      const address = await serve((_, response) => {
        if (headersFirst) response.write("Service Name,");
        setImmediate(() => stopped.abort(new Error("The bot stops.")));
      });
      const request = fetchIfModified(address, { validators: null, signal: stopped.signal });
      await expect(request).rejects.toThrow("The bot stops.");
    }
  });
});
