import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { watchAvailability } from "#adapters/store/availability.ts";
import { StoreUnavailable } from "#core/host.ts";
import type { StoreFault } from "#core/store-state.ts";
import { storeLog } from "../../support/store/store-log.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;

/** A database whose reads and writes fail with the faults set here. */
function createDatabase() {
  const faults: { read: StoreFault | null; write: StoreFault | null } = { read: null, write: null };
  const call = (access: "read" | "write") => async () => {
    const fault = faults[access];
    if (fault !== null) throw Object.assign(new Error(`The database is ${fault}.`), { fault });
  };
  const log = storeLog();
  const availability = watchAvailability({
    logger: log.logger,
    store: "test",
    healthCheck: { read: call("read"), write: call("write") },
    explain: (error) => error,
    faultOf: (error) => (error as { readonly fault: StoreFault }).fault,
    cureOf: (error) => ((error as { readonly fault: StoreFault }).fault === "refused" ? "Check the password." : null),
  });
  const use = (access: "read" | "write") => availability.watch(access, call(access)).catch(() => {});
  return { faults, log, availability, read: () => use("read"), write: () => use("write") };
}

const pass = (time: number) => vi.advanceTimersByTimeAsync(time);

describe("the state of a store", () => {
  beforeEach(() => {
    vi.useFakeTimers({ now: 0 });
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  it("is unavailable from the first failed call until three health checks in a row have passed", async () => {
    const { faults, log, availability, read } = createDatabase();
    faults.read = "unreachable";
    faults.write = "unreachable";
    await read();
    await pass(0);
    expect(availability.state()).toEqual({
      canRead: false,
      canWrite: false,
      outage: { fault: "unreachable", reason: "The database is unreachable.", cure: null, since: 0 },
    });
    faults.read = null;
    faults.write = null;
    await pass(2 * SECOND);
    expect(availability.state().outage).not.toBeNull();
    await pass(SECOND);
    expect(availability.state()).toEqual({ canRead: true, canWrite: true, outage: null });
    expect(log.levels()).toEqual(["warn", "info"]);
    expect(log.lines[1]?.fields).toMatchObject({ since: "1970-01-01T00:00:00.000Z", seconds: 3 });
  });

  it("can be read but not written, however often it is read, while writes fail", async () => {
    const { faults, log, availability, read, write } = createDatabase();
    faults.write = "full";
    for (let time = 0; time < 20; time += 1) {
      await write();
      await read();
      await pass(SECOND);
    }
    expect(availability.state()).toMatchObject({ canRead: true, canWrite: false, outage: { fault: "full", since: 0 } });
    expect(log.levels()).toEqual(["error"]);
  });

  it("stays unavailable while a write succeeds now and then", async () => {
    const { faults, log, write } = createDatabase();
    for (let time = 0; time < 20; time += 1) {
      faults.write = time % 2 === 0 ? "full" : null;
      await write();
      await pass(SECOND);
    }
    expect(log.levels()).toEqual(["error"]);
  });

  it("is not changed by a call that began before the last outage ended", async () => {
    const { faults, log, availability, read } = createDatabase();
    const { promise: hanging, reject } = Promise.withResolvers<void>();
    const late = availability.watch("read", () => hanging);
    faults.read = "unreachable";
    await read();
    faults.read = null;
    await pass(5 * SECOND);
    reject(Object.assign(new Error("Too late."), { fault: "unreachable" }));
    await expect(late).rejects.toThrow(StoreUnavailable);
    expect(availability.state().outage).toBeNull();
    expect(log.levels()).toEqual(["warn", "info"]);
  });

  it("is noticed within half a minute even if nobody uses the store", async () => {
    const { faults, log, availability } = createDatabase();
    await pass(MINUTE);
    faults.write = "read-only";
    await pass(30 * SECOND);
    expect(availability.state()).toMatchObject({ canRead: true, canWrite: false, outage: { fault: "read-only" } });
    expect(log.levels()).toEqual(["warn"]);
  });

  it.each([
    ["unreachable", "warn"],
    ["read-only", "warn"],
    ["unknown", "warn"],
    ["refused", "error"],
    ["full", "error"],
    ["corrupt", "error"],
    ["misconfigured", "error"],
  ] as const)("%s is logged as %s every ten minutes, with its age", async (fault, level) => {
    const { faults, log, write } = createDatabase();
    faults.write = fault;
    await write();
    await pass(21 * MINUTE);
    expect(log.levels()).toEqual([level, level, level]);
    expect(log.lines.map(({ fields }) => fields.fault)).toEqual([fault, fault, fault]);
    expect(log.lines.map(({ fields }) => Math.round(Number(fields.seconds) / 60))).toEqual([0, 10, 20]);
  });

  it("logs a fault that says more at once, and none that says less", async () => {
    const { faults, log, write } = createDatabase();
    for (const fault of ["unknown", "unreachable", "read-only", "unreachable", "refused", "unknown", "full"] as const) {
      faults.write = fault;
      await write();
      await pass(SECOND);
    }
    const logged = log.lines.map(({ fields }) => fields.fault);
    expect(logged).toEqual(["unknown", "unreachable", "read-only", "refused", "full"]);
  });

  it("names the cure of the error, or else what to do about such a fault", async () => {
    const { faults, log, write } = createDatabase();
    for (const fault of ["unreachable", "refused"] as const) {
      faults.write = fault;
      await write();
    }
    expect(log.lines.map(({ message }) => message)).toEqual([
      "Store unavailable. The database cannot be reached or is too slow; retrying. Changes are refused until then.",
      "Store unavailable. Check the password. Changes are refused until then.",
    ]);
  });

  it("is not checked any more after a stop", async () => {
    const { faults, log, availability, write } = createDatabase();
    faults.write = "unreachable";
    await write();
    availability.stop();
    faults.write = null;
    await pass(20 * MINUTE);
    await write();
    expect([log.levels(), vi.getTimerCount()]).toEqual([["warn"], 0]);
  });
});
