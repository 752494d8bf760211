import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { RegistrySnapshot } from "#core/registry/record.ts";
import { loadRegistry, snapshotOf } from "../../src/app/knowledge.ts";
import { createRegistryRefresh } from "../../src/app/registry-refresh.ts";
import { createFolder } from "../adapters/iana/support.ts";
import { recordingLogger } from "../support/recording-logger.ts";
import { registry } from "../support/registry/committed.ts";
import { csvOfRecords } from "../support/registry/csv-of-records.ts";
import { ianaDouble } from "../support/registry/iana-double.ts";

const current = snapshotOf(registry);
const records = [...registry.records];
const NEWER = csvOfRecords(records, ["foo,3005,tcp,Foo Service,,,2026-09-11,,,,,"]);
const NEWEST = csvOfRecords(records, ["foo,3005,tcp,Foo Service,,,2026-09-12,,,,,"]);

const FAILED = "Failed to refresh the registry; the current one stays.";
const signal = () => new AbortController().signal;

/** A refresh from a double; by default its results are kept in a folder. */
async function refresher(keptFolder: string | null | undefined = undefined) {
  const iana = await ianaDouble();
  const logger = recordingLogger();
  const folder = keptFolder === undefined ? await createFolder() : keptFolder;
  const keptPath = folder === null ? null : join(folder, "portcall-registry.tsv");
  const options = { directory: "/nowhere", mirror: iana.address, keptPath, logger };
  const refresh = createRegistryRefresh({ ...options, origin: null, update: null });
  const restart = async () => {
    const { snapshot, ...loaded } = await loadRegistry(keptPath, logger);
    return { snapshot, ...loaded, refresh: createRegistryRefresh({ ...options, ...loaded }) };
  };
  /** The new snapshot, which is used at once; null if the current one stays. */
  const refreshAndUse = async (from: RegistrySnapshot) => {
    const found = await refresh(from, signal());
    await found?.accept();
    return found?.snapshot ?? null;
  };
  return { iana, logger, refresh, refreshAndUse, restart };
}

const messages = ({ lines }: ReturnType<typeof recordingLogger>) => lines.map(({ message }) => message);

describe("refreshing a running bot's registry", () => {
  it("gives the new registry once, and keeps it for the next start", async () => {
    const { iana, logger, refreshAndUse, restart } = await refresher();
    iana.publish(NEWER);
    const snapshot = await refreshAndUse(current);
    expect(snapshot?.source).toEqual({ updated: "2026-09-11", records: records.length + 1 });
    expect(await refreshAndUse(snapshot ?? current)).toBeNull();

    const restarted = await restart();
    expect(restarted.snapshot.source).toEqual(snapshot?.source);
    expect([...restarted.snapshot.records]).toEqual([...(snapshot?.records ?? [])]);
    expect(restarted.update).toMatchObject({ from: "2026-08-17", to: "2026-09-11" });
    expect(restarted.update?.changes).toContainEqual({
      kind: "added",
      after: expect.objectContaining({ span: { first: 3005, last: 3005 }, serviceName: "foo" }),
    });
    expect(await restarted.refresh(restarted.snapshot, signal())).toBeNull();
    expect(iana.requests.map((headers) => headers["if-none-match"])).toEqual([undefined, '"version-1"', '"version-1"']);
    expect(logger.lines).toEqual([]);
  });

  it("neither keeps nor remembers one that is not used", async () => {
    const { iana, refresh, restart } = await refresher();
    iana.publish(NEWER);
    expect(await refresh(current, signal())).not.toBeNull();
    expect(await refresh(current, signal())).not.toBeNull();
    expect((await restart()).snapshot.source).toEqual(current.source);
  });

  it("keeps the current one on any doubt, and logs each reason once until it works again", async () => {
    const { iana, logger, refresh, restart } = await refresher();
    const fails = async () => {
      expect(await refresh(current, signal())).toBeNull();
      expect((await restart()).snapshot.source.updated).toBe("2026-08-17");
    };
    iana.respond((_, response) => response.writeHead(500).end());
    await fails();
    await fails();
    expect(logger.lines).toEqual([{ level: "warn", message: FAILED }]);
    expect(logger.fields).toMatchObject([{ registry: "2026-08-17", error: { code: "source-unreadable" } }]);

    iana.publish("<html>");
    await fails();
    iana.respond((_, response) => response.writeHead(500).end());
    await fails();
    iana.publish(csvOfRecords(records.slice(0, -1000), ["foo,3005,tcp,Foo Service,,,2026-09-11,,,,,"]));
    await fails();
    iana.respond((request) => request.socket.destroy());
    await fails();
    expect(messages(logger)).toEqual([FAILED, FAILED, FAILED, FAILED]);

    iana.publish(NEWER);
    expect(await refresh(current, signal())).not.toBeNull();
    iana.respond((_, response) => response.writeHead(500).end());
    expect(await refresh(current, signal())).toBeNull();
    expect(messages(logger).slice(4)).toEqual(["Refreshing the registry works again.", FAILED]);
  });

  it("says why where neither the built-in folder nor a mirror names an address", async () => {
    const logger = recordingLogger();
    const options = { directory: "/nowhere", mirror: null, origin: null, update: null, keptPath: null, logger };
    expect(await createRegistryRefresh(options)(current, signal())).toBeNull();
    expect(logger.fields).toMatchObject([{ error: { code: "snapshot-broken" } }]);
  });

  it.each([
    [
      "a store that is not a file",
      null,
      "info",
      "The refreshed registry is kept in memory only: the store isn't a SQLite file.",
    ],
    [
      "a folder that cannot be written",
      "/nowhere",
      "warn",
      "The refreshed registry is kept in memory only: failed to write it.",
    ],
  ])("keeps it in memory with %s, and says so once", async (_, folder, level, message) => {
    const { iana, logger, refreshAndUse } = await refresher(folder);
    iana.publish(NEWER);
    const snapshot = await refreshAndUse(current);
    expect(snapshot?.source.updated).toBe("2026-09-11");
    iana.publish(NEWEST);
    expect((await refreshAndUse(snapshot ?? current))?.source.updated).toBe("2026-09-12");
    expect(logger.lines).toEqual([{ level, message }]);
  });

  it("ends at once and silently when it is stopped", async () => {
    const { iana, logger, refresh } = await refresher();
    const stopped = new AbortController();
    iana.respond((_, response) => response.write("Service Name,"));
    const refreshing = refresh(current, stopped.signal);
    await iana.nextRequest();
    stopped.abort();
    expect(await refreshing).toBeNull();
    expect(logger.lines).toEqual([]);
  });
});
