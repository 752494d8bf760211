import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Origin } from "#adapters/iana/index.ts";
import { refreshData, updateData } from "#adapters/iana/index.ts";
import type { RegistrySnapshot } from "#core/registry/record.ts";
import { readSource } from "../../../adapters/iana/read-source.ts";
import { ianaDouble } from "../../support/registry/iana-double.ts";
import { bytesOf, CSV_HEADER, createFolder, csvOf, ianaErrorOf, PLAUSIBLE_ROWS, xmlOf } from "./support.ts";

const NEW_ROW = "foo,3005,tcp,Foo Service,,,2026-09-11,,,,,";
const NEWER_ROWS = [...PLAUSIBLE_ROWS, NEW_ROW];
const current: RegistrySnapshot = readSource(bytesOf(csvOf(PLAUSIBLE_ROWS))).snapshot;

/** A small plausible registry as IANA's XML has it. */
function plausibleXml(updated: string): string {
  const records = NEWER_ROWS.map((row) => {
    const [name, number, protocol, description] = row.split(",");
    const fields = { name, protocol, description, number };
    const elements = Object.entries(fields).map(([tag, text]) => (text ? `<${tag}>${text}</${tag}>` : ""));
    return `<record>${elements.join("")}</record>`;
  });
  return xmlOf(records.join("\n"), updated);
}

/** Refreshes from a double that answers as it is told. */
async function refresher() {
  const iana = await ianaDouble();
  const refresh = (more: { origin?: Origin | null; signal?: AbortSignal } = {}) =>
    refreshData({
      directory: "/nowhere",
      mirror: iana.address,
      origin: null,
      current,
      signal: new AbortController().signal,
      ...more,
    });
  return { iana, refresh };
}

describe("refreshing the registry", () => {
  it.each([
    ["CSV", csvOf(NEWER_ROWS)],
    ["XML", plausibleXml("2026-09-11")],
  ])("accepts a newer one as %s, and says where it is from", async (_, file) => {
    const { iana, refresh } = await refresher();
    iana.publish(file);
    const refreshed = await refresh();
    expect(refreshed?.snapshot?.source).toEqual({ updated: "2026-09-11", records: 201 });
    expect([...(refreshed?.snapshot?.records ?? [])].at(-1)).toMatchObject({
      serviceName: "foo",
      span: { first: 3005, last: 3005 },
    });
    expect(refreshed?.kept.origin).toEqual({
      address: iana.address,
      validators: { etag: '"version-1"', lastModified: "Mon, 17 Aug 2026 12:00:00 GMT" },
    });
  });

  it("fetches it only if it has changed", async () => {
    const { iana, refresh } = await refresher();
    iana.publish(csvOf(NEWER_ROWS));
    const origin = (await refresh())?.kept.origin ?? null;
    expect(await refresh({ origin })).toBeNull();
    iana.publish(csvOf([...NEWER_ROWS, "bar,3006,tcp,Bar,,,2026-09-12,,,,,"]));
    expect((await refresh({ origin }))?.snapshot?.source.records).toBe(202);
  });

  it("fetches it in any case if the current one is from another address", async () => {
    const { iana, refresh } = await refresher();
    iana.publish(csvOf(NEWER_ROWS));
    const origin = { address: "http://127.0.0.1:1/", validators: { etag: '"version-1"', lastModified: null } };
    expect((await refresh({ origin }))?.snapshot).not.toBeNull();
    expect(iana.requests[0]?.["if-none-match"]).toBeUndefined();
  });

  it("gives no snapshot if the file says the same as the current one", async () => {
    const { iana, refresh } = await refresher();
    iana.publish(csvOf(PLAUSIBLE_ROWS));
    expect(await refresh()).toMatchObject({ snapshot: null, kept: { origin: { address: iana.address } } });
  });

  it("asks the address in SOURCE.md", async () => {
    const { iana } = await refresher();
    const directory = join(await createFolder(), "data");
    await mkdir(directory);
    const from = join(directory, "../source.csv");
    await writeFile(from, csvOf(PLAUSIBLE_ROWS));
    iana.publish(csvOf(PLAUSIBLE_ROWS));
    await updateData({ directory, url: iana.address, retrieved: "2026-11-21" });
    iana.publish(csvOf(NEWER_ROWS));
    const { signal } = new AbortController();
    const refreshed = await refreshData({ directory, mirror: null, origin: null, current, signal });
    expect(refreshed?.snapshot?.source.updated).toBe("2026-09-11");
    expect(iana.requests).toHaveLength(2);
  });

  const half = (file: string) => file.slice(0, file.length / 2);

  it.each<[string, string, string | Uint8Array]>([
    ["a web page", "source-unreadable", "<!DOCTYPE html><html><body>Log in to the Wi-Fi</body></html>"],
    ["an empty file", "source-unreadable", ""],
    ["a compressed file", "source-unreadable", gzipSync(csvOf(NEWER_ROWS))],
    ["half an XML file", "source-unreadable", half(plausibleXml("2026-09-11"))],
    ["half a CSV file", "source-unknown-layout", half(csvOf(NEWER_ROWS))],
    ["a CSV file without its last line break", "source-implausible", csvOf(NEWER_ROWS).trimEnd()],
    ["fewer rows", "source-implausible", csvOf([...PLAUSIBLE_ROWS.slice(0, 190), NEW_ROW])],
    ["an older registry", "source-implausible", plausibleXml("2024-12-19")],
    ["a registry without ssh", "source-implausible", csvOf(NEWER_ROWS.map((row) => row.replace(/^ssh,/, "shell,")))],
    ["another header", "source-unknown-layout", csvOf(NEWER_ROWS).replace(CSV_HEADER, `${CSV_HEADER},Comment`)],
    ["an unknown transport", "source-unknown-layout", csvOf([...NEWER_ROWS, "bar,3006,quic,Bar,,,,,,,,"])],
    ["an unknown element", "source-unknown-layout", plausibleXml("2026-09-11").replace("<name>", "<title/><name>")],
  ])("refuses %s", async (_, code, file) => {
    const { iana, refresh } = await refresher();
    iana.publish(file);
    const error = await ianaErrorOf(refresh);
    expect([error.code, error.message]).toEqual([code, expect.stringMatching(/\.$/)]);
  });

  it("gives up while the file is read if it is stopped", async () => {
    const { iana, refresh } = await refresher();
    const stopped = new AbortController();
    iana.publish(csvOf(NEWER_ROWS));
    const refreshing = refresh({ signal: stopped.signal });
    await iana.nextRequest();
    stopped.abort();
    await expect(refreshing).rejects.toThrow("aborted");
  });
});
