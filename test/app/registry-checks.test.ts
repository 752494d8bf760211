import { describe, expect, it } from "vitest";
import { createSnapshot } from "#core/registry/create-snapshot.ts";
import type { RegistryRecords, RegistrySnapshot } from "#core/registry/record.ts";
import { compareRegistries } from "#core/registry/registry-change.ts";
import { createAnswering } from "../../src/app/answering.ts";
import { loadKnowledgeFactory, snapshotOf } from "../../src/app/knowledge.ts";
import { startRegistryChecks } from "../../src/app/registry-checks.ts";
import type { NewRegistry, RefreshRegistry } from "../../src/app/registry-refresh.ts";
import { recordingLogger } from "../support/recording-logger.ts";
import { registry } from "../support/registry/committed.ts";
import { newRow } from "../support/registry/newer-registry.ts";
import { teamServicesIn } from "../support/team-services.ts";

const createKnowledge = await loadKnowledgeFactory();
const current = snapshotOf(registry);
const newer = createSnapshot("2026-09-11", [...current.records]);
const found = (snapshot: RegistrySnapshot, accept = async () => {}): NewRegistry => ({
  snapshot,
  update: compareRegistries(current, snapshot),
  accept,
});
const REFRESHED = { level: "info", message: "Registry refreshed." };
const OUTDATED = { level: "warn", message: "IANA's registry is over 6 months old." };

/** Timers that fire when the test says so. */
function manualTimers() {
  const pending: { readonly then: () => void; readonly time: number }[] = [];
  return {
    pending,
    setTimeout: (then: () => void, time: number) => pending[pending.push({ then, time }) - 1],
    clearTimeout: (timer: unknown) => {
      pending.splice(0, pending.length, ...pending.filter((each) => each !== timer));
    },
  };
}

/** Running checks over the committed registry, at a time; `check` lets the next one begin and end. */
function running({ refresh = null as RefreshRegistry | null, at = "2026-09-20", random = 0 } = {}) {
  let now = Date.parse(at);
  const timers = manualTimers();
  const logger = recordingLogger();
  const told: string[] = [];
  const answering = createAnswering(createKnowledge({ snapshot: current, update: null }, now), teamServicesIn());
  const clock = { now: () => now };
  const checks = startRegistryChecks({
    refresh,
    answering,
    createKnowledge,
    notifyWatchers: async ({ source }) => void told.push(source.updated),
    clock,
    timers,
    random: () => random,
    logger,
  });
  const check = async () => {
    const { length } = timers.pending;
    timers.pending.shift()?.then();
    while (timers.pending.length < length) await new Promise(setImmediate);
  };
  const footnote = async () => {
    const { card } = await answering.ask({ text: "867", manner: "command", locale: "en", asker: null });
    return card.footnote;
  };
  return {
    timers,
    logger,
    told,
    answering,
    checks,
    check,
    footnote,
    setTime: (next: string) => (now = Date.parse(next)),
  };
}

describe("the daily check of the registry", () => {
  it.each([
    [0, 30, 23],
    [0.5, 60, 24],
    [1, 90, 25],
  ])("is soon after the start and then every day, spread by chance: %d", async (random, seconds, hours) => {
    let refreshes = 0;
    const refresh = async () => {
      refreshes++;
      return null;
    };
    const { timers, check, logger } = running({ refresh, random });
    expect([refreshes, timers.pending.map(({ time }) => time)]).toEqual([0, [seconds * 1000]]);
    await check();
    expect([refreshes, timers.pending.map(({ time }) => time)]).toEqual([1, [hours * 3_600_000]]);
    await check();
    expect([refreshes, timers.pending.map(({ time }) => time)]).toEqual([2, [hours * 3_600_000]]);
    expect(logger.lines).toEqual([]);
  });

  it("answers from a new registry as soon as there is one", async () => {
    const accepted: string[] = [];
    const results = [null, found(newer, async () => void accepted.push(await footnote())), null];
    const { check, footnote, logger } = running({ refresh: async () => results.shift() ?? null });
    await check();
    expect([await footnote(), logger.lines]).toEqual(["IANA registry, 17 Aug 2026", []]);
    await check();
    expect([await footnote(), logger.lines]).toEqual(["IANA registry, 11 Sept 2026", [REFRESHED]]);
    expect(logger.fields).toEqual([{ from: "2026-08-17", to: "2026-09-11", records: 14_533 }]);
    await check();
    expect([await footnote(), logger.lines.length]).toEqual(["IANA registry, 11 Sept 2026", 1]);
    expect(accepted).toEqual(["IANA registry, 11 Sept 2026"]);
  });

  it("goes on with the current registry, and tomorrow, if no index can be made from a new one", async () => {
    const records: RegistryRecords = {
      length: newer.records.length,
      at: () => undefined,
      [Symbol.iterator]() {
        throw new Error("This registry cannot be indexed.");
      },
    };
    const accept = () => Promise.reject(new Error("Nobody uses it."));
    const results = [{ ...found(newer, accept), snapshot: { ...newer, records } }, found(newer)];
    const { check, footnote, logger } = running({ refresh: async () => results.shift() ?? null });
    await check();
    const failed = { level: "error", message: "The check of the registry failed; the current one stays." };
    expect([await footnote(), logger.lines]).toEqual(["IANA registry, 17 Aug 2026", [failed]]);
    await check();
    expect([await footnote(), logger.lines]).toEqual(["IANA registry, 11 Sept 2026", [failed, REFRESHED]]);
  });

  it("tells the channels that watch after each check, with the registry that answers come from", async () => {
    const results = [null, found(newer), null];
    const { check, told } = running({ refresh: async () => results.shift() ?? null });
    for (let checks = 0; checks < 3; checks++) await check();
    expect(told).toEqual(["2026-08-17", "2026-09-11", "2026-09-11"]);
  });

  it("answers with what the last update changed", async () => {
    const row = newRow(867, "foo");
    const results = [found(createSnapshot("2026-09-11", [...newer.records, row])), null];
    const { check, answering } = running({ refresh: async () => results.shift() ?? null });
    const news = async () => {
      const { answer } = await answering.ask({ text: "news", manner: "command", locale: "en", asker: null });
      return answer.kind === "news" ? answer.update : undefined;
    };
    expect(await news()).toBeNull();
    await check();
    await check();
    const { span, transport, category, serviceName, description, assignees, note } = row;
    const after = { span, transport, category, serviceName, description, assignees, note };
    expect(await news()).toEqual({ from: "2026-08-17", to: "2026-09-11", changes: [{ kind: "added", after }] });
  });

  it("says on cards and in the log that the registry has become outdated, refreshed or not", async () => {
    for (const refresh of [null, async () => null]) {
      const { check, footnote, logger, setTime } = running({ refresh });
      await check();
      expect([await footnote(), logger.lines]).toEqual(["IANA registry, 17 Aug 2026", []]);
      setTime("2027-03-01");
      await check();
      expect(await footnote()).toBe("IANA registry, 17 Aug 2026 (over 6 months old)");
      await check();
      expect(logger.lines).toEqual([OUTDATED, OUTDATED]);
      expect(logger.fields).toEqual([{ updated: "2026-08-17" }, { updated: "2026-08-17" }]);
    }
  });

  it("says at the start that the registry is outdated, and no more once it is refreshed", async () => {
    const { check, footnote, logger } = running({ refresh: async () => found(newer), at: "2027-03-01" });
    expect([await footnote(), logger.lines]).toEqual(["IANA registry, 17 Aug 2026 (over 6 months old)", [OUTDATED]]);
    await check();
    expect([await footnote(), logger.lines]).toEqual(["IANA registry, 11 Sept 2026", [OUTDATED, REFRESHED]]);
  });

  it("says that even a new registry is outdated if it is", async () => {
    const { check, footnote, logger } = running({ refresh: async () => found(newer), at: "2027-06-01" });
    await check();
    expect(await footnote()).toBe("IANA registry, 11 Sept 2026 (over 6 months old)");
    expect(logger.lines).toEqual([OUTDATED, REFRESHED, OUTDATED]);
  });

  it("isn't made any more after the bot is stopped", async () => {
    const { timers, checks } = running({ refresh: async () => found(newer) });
    await checks.stop();
    expect(timers.pending).toEqual([]);
  });

  it("is aborted when the bot is stopped, which waits for its end and ignores its result", async () => {
    const began = Promise.withResolvers<AbortSignal>();
    const ended = Promise.withResolvers<NewRegistry>();
    const refresh: RefreshRegistry = (_, signal) => {
      began.resolve(signal);
      return ended.promise;
    };
    const { timers, checks, footnote, logger } = running({ refresh });
    timers.pending.shift()?.then();
    const signal = await began.promise;
    let isStopped = false;
    const stopping = checks.stop().then(() => (isStopped = true));
    await new Promise(setImmediate);
    expect([signal.aborted, isStopped]).toEqual([true, false]);
    ended.resolve(found(newer));
    await stopping;
    expect([timers.pending, logger.lines, await footnote()]).toEqual([[], [], "IANA registry, 17 Aug 2026"]);
  });
});
