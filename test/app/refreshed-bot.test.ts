import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import type { Logger } from "#core/host.ts";
import { readConfig } from "../../src/app/config.ts";
import { startPortcall } from "../../src/app/portcall.ts";
import { createFolder } from "../adapters/iana/support.ts";
import { fakeTimers } from "../support/fake-timers.ts";
import { runPortcall } from "../support/process/portcall-process.ts";
import { loggerUntil, recordingLogger } from "../support/recording-logger.ts";
import { registry } from "../support/registry/committed.ts";
import { csvOfRecords } from "../support/registry/csv-of-records.ts";
import { ianaDouble } from "../support/registry/iana-double.ts";

const NEW_ROW = "foo,867,tcp,Foo Service,,,2026-09-11,,,,,";

describe("keeps its data current: a bot whose registry IANA has updated", () => {
  it("answers from the new one without a restart, and after one even if IANA is unavailable", async () => {
    const timers = fakeTimers();
    const iana = await ianaDouble();
    const folder = await createFolder();
    const config = readConfig({
      PORT: "0",
      PORTCALL_STORE: `sqlite:${join(folder, "portcall.sqlite")}`,
      PORTCALL_REFRESH: iana.address,
    });
    const start = async (logger: Logger) => {
      const portcall = await startPortcall(config, logger, () => {});
      let isStopped = false;
      const stop = async () => {
        if (!isStopped) await portcall.stop();
        isStopped = true;
      };
      onTestFinished(stop);
      const pageOf = async (query: string) => (await fetch(`${portcall.address}?q=${query}`)).text();
      const readiness = async () => (await fetch(`${portcall.address}readyz`)).json();
      return { pageOf, readiness, stop };
    };

    const { logger, logged } = loggerUntil("Registry refreshed.");
    iana.publish(csvOfRecords(registry.records, [NEW_ROW]));
    const running = await start(logger);
    expect(iana.requests).toEqual([]);
    expect(await running.pageOf("867")).toContain("Port 867 · unassigned");
    await timers.passUntil(logged);
    expect(await running.pageOf("867")).toContain("Port 867 · foo");
    expect(await running.readiness()).toMatchObject({ registry: { updated: "2026-09-11" } });
    await running.stop();
    expect(await readdir(folder)).toContain("portcall-registry.tsv");

    const environment = { PORTCALL_STORE: config.store };
    const inTerminal = (refresh: string) =>
      runPortcall(["ask", "867"], { environment: { ...environment, PORTCALL_REFRESH: refresh } });
    expect((await inTerminal("on")).stdout).toContain("Port 867 · foo");
    expect((await inTerminal("off")).stdout).toContain("Port 867 · unassigned");

    iana.respond((request) => request.socket.destroy());
    const restarted = await start(recordingLogger());
    expect(await restarted.pageOf("867")).toContain("Port 867 · foo");
    expect(await restarted.readiness()).toMatchObject({ registry: { updated: "2026-09-11" } });
    await timers.passUntil(iana.nextRequest());
    expect(await restarted.pageOf("foo")).toContain("867");
    await restarted.stop();
  });

  it("stops at once while it waits for IANA", async () => {
    const timers = fakeTimers();
    const iana = await ianaDouble();
    iana.respond(() => {});
    const config = readConfig({ PORT: "0", PORTCALL_STORE: "sqlite::memory:", PORTCALL_REFRESH: iana.address });
    const logger = recordingLogger();
    const portcall = await startPortcall(config, logger, () => {});
    await timers.passUntil(iana.nextRequest());
    await portcall.stop();
    const expected = ["Portcall started.", "Portcall stopped."];
    expect(logger.lines).toEqual(expected.map((message) => ({ level: "info", message })));
  });
});
