import { describe, expect, it } from "vitest";
import { fetchSource } from "../../../adapters/iana/fetch-source.ts";
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
