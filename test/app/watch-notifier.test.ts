import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import type { Card } from "#core/card/card.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { ChatAdapter } from "#core/chat-platform.ts";
import { PostRefused } from "#core/chat-platform.ts";
import type { Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import type { Registry } from "#core/registry/registry.ts";
import { createWatchNotifier } from "../../src/app/watch-notifier.ts";
import { recordingLogger } from "../support/recording-logger.ts";
import { knowledge, registry } from "../support/registry/committed.ts";
import { newerRegistry, newRow } from "../support/registry/newer-registry.ts";
import { memoryStore } from "../support/store/memory-store.ts";
import { asker, teamServicesIn } from "../support/team-services.ts";

const ann = asker("ann", { team: "slack.T1" });
const SEPTEMBER = newerRegistry("2026-09-11", [newRow(867, "foo"), newRow(867, "foo", { transport: "udp" })]);
const OCTOBER = newerRegistry("2026-10-02", [newRow(867, "foo"), newRow(868, "bar")]);

interface Posted {
  readonly to: string;
  readonly card: Card;
}

/** A platform that records what is posted, or refuses it. */
function platform(name: string, refuse: (to: string) => Error | null = () => null) {
  const posted: Posted[] = [];
  const adapter: ChatAdapter = {
    name,
    start: async () => {},
    stop: async () => {},
    ready: () => true,
    async post(to, card) {
      const refusal = refuse(to);
      if (refusal !== null) throw refusal;
      posted.push({ to, card });
    },
  };
  return { adapter, posted };
}

/** Channels of a team that watch, and processes that tell them, over one store. */
function watching(refuse?: (to: string) => Error | null, store: Store = memoryStore()) {
  const { adapter, posted } = platform("slack", refuse);
  const logger = recordingLogger();
  const pauses: number[] = [];
  let now = Date.parse("2026-09-12T10:00:00Z");
  const timers = {
    setTimeout: (then: () => void, time: number) => {
      pauses.push(time);
      queueMicrotask(then);
    },
    clearTimeout: () => {},
  };
  const ask = createAsk(knowledge, teamServicesIn(store));
  const newProcess = () =>
    createWatchNotifier({ store, adapters: [adapter], clock: { now: () => now }, timers, logger });
  return {
    store,
    posted,
    pauses,
    logger,
    newProcess,
    setTime: (at: string) => (now = Date.parse(at)),
    tell: (of: Registry, notify = newProcess()) => notify(of, new AbortController().signal),
    say: async (text: string, channel = "C1", who = ann) =>
      (await ask({ text, manner: "command", locale: "en", asker: who, channel })).answer,
    titles: () => posted.map(({ card }) => card.title),
  };
}

describe("a channel that watches", () => {
  it("is told once what has changed there, and nothing else", async () => {
    const { say, tell, posted } = watching();
    await say("watch 860-870");
    await tell(registry);
    expect(posted).toEqual([]);
    await tell(newerRegistry("2026-09-10", [newRow(3005, "other")]));
    expect(posted).toEqual([]);
    await tell(SEPTEMBER);
    await tell(SEPTEMBER);
    expect(posted.map(({ to, card }) => [to, renderPlainText(card)])).toEqual([
      [
        "T1/C1",
        [
          "IANA’s registry changed · 860–870",
          "• New: 867 (tcp, udp) foo, foo protocol",
          "You get this because this channel watches it. To stop: /port unwatch 860-870.",
          "IANA registry, 11 Sept 2026",
        ].join("\n\n"),
      ],
    ]);
  });

  it("is told what a row said before, and that one is gone", async () => {
    const { say, tell, posted } = watching();
    await say("watch ssh");
    await say("watch telnet");
    const changed = newerRegistry("2026-09-11", [], (record) => {
      if (record.serviceName === "telnet") return null;
      return record.serviceName === "ssh" ? { ...record, description: "Secure Shell" } : record;
    });
    await tell(changed);
    const text = posted.map(({ card }) => renderPlainText(card)).join();
    expect(text).toContain("IANA’s registry changed · ssh and telnet");
    expect(text).toContain("Removed: 23 (tcp, udp) telnet");
    expect(text).toContain("description now “Secure Shell”, was “The Secure Shell (SSH) Protocol”");
  });

  it("gets one message from any number of processes", async () => {
    const { say, tell, posted, newProcess } = watching();
    await say("watch 867");
    await say("watch 867", "C2");
    const processes = [newProcess(), newProcess(), newProcess()];
    await Promise.all(processes.map((each) => tell(SEPTEMBER, each)));
    expect(posted.map(({ to }) => to).sort()).toEqual(["T1/C1", "T1/C2"]);
  });

  it("gets one message a day, the next with everything since", async () => {
    const { say, tell, titles, posted, setTime } = watching();
    await say("watch 867");
    await say("watch 868");
    await tell(SEPTEMBER);
    expect(titles()).toEqual(["IANA’s registry changed · 867"]);
    setTime("2026-09-12T23:59:59Z");
    await tell(OCTOBER);
    expect(titles()).toHaveLength(1);
    setTime("2026-09-13T00:00:00Z");
    await tell(OCTOBER);
    expect(titles()).toEqual(["IANA’s registry changed · 867", "IANA’s registry changed · 867 and 868"]);
    const [, last] = posted.map(({ card }) => renderPlainText(card));
    expect(last).toContain("New: 868 (tcp) bar");
    expect(last).toContain("Removed: 867 (udp) foo");
    await tell(OCTOBER);
    expect(titles()).toHaveLength(2);
  });

  it("gets no second message that day for a watch that was removed and added again", async () => {
    const { say, tell, titles } = watching();
    await say("watch 867");
    await tell(SEPTEMBER);
    await say("unwatch 867");
    // This process still answers from the older registry.
    await say("watch 867");
    await tell(SEPTEMBER);
    expect(titles()).toHaveLength(1);
  });

  it("is told the next day what a process that ended between the claim of the day and the post has not told", async () => {
    const store = memoryStore();
    const failures = [new Error("ended")];
    const { say, tell, titles, setTime } = watching(() => failures.shift() ?? null, store);
    await say("watch 867");
    const { commit } = store;
    // The process is gone, so nothing is written after the post has failed.
    let commits = 0;
    Object.assign(store, {
      commit: (change: Parameters<typeof commit>[0]) =>
        ++commits === 2 ? Promise.reject(new StoreUnavailable()) : commit(change),
    });
    await tell(SEPTEMBER);
    await tell(SEPTEMBER);
    expect(titles()).toEqual([]);
    setTime("2026-09-13T10:00:00Z");
    await tell(SEPTEMBER);
    expect(titles()).toHaveLength(1);
  });

  it("is never told of an older registry by a process that has not refreshed it yet", async () => {
    const { say, tell, titles, setTime } = watching();
    await say("watch 867");
    await tell(OCTOBER);
    setTime("2026-10-04");
    await tell(SEPTEMBER);
    expect(titles()).toEqual(["IANA’s registry changed · 867"]);
  });
});

describe("a channel that can't be posted to", () => {
  it("is unwatched if it is gone, and the others are told", async () => {
    const { say, tell, posted, logger } = watching((to) =>
      to === "T1/C1" ? new PostRefused("channel_not_found") : null,
    );
    await say("watch 867", "C1");
    await say("watch 867", "C2");
    await tell(SEPTEMBER);
    expect(posted.map(({ to }) => to)).toEqual(["T1/C2"]);
    expect(await say("watches", "C1")).toMatchObject({ subjects: [] });
    expect(logger.lines).toEqual([
      { level: "info", message: "A channel with watches takes no messages any more; its watches are deleted." },
    ]);
  });

  it("is tried again at the next check if the failure may pass", async () => {
    const failures = [new Error("fetch failed")];
    const { say, tell, titles, logger } = watching(() => failures.shift() ?? null);
    await say("watch 867");
    await tell(SEPTEMBER);
    expect(titles()).toEqual([]);
    expect(logger.lines).toMatchObject([{ level: "warn" }]);
    await tell(SEPTEMBER);
    expect(titles()).toHaveLength(1);
  });

  it("is left alone if its platform isn't configured", async () => {
    const { say, tell, posted, logger } = watching();
    await say("watch 867", "3", asker("ann", { team: "discord.2" }));
    await tell(SEPTEMBER);
    expect([posted, logger.lines]).toEqual([[], []]);
  });
});

it("posts are a second apart, and end when the bot is stopped", async () => {
  const { say, newProcess, posted, pauses } = watching();
  for (const channel of ["C1", "C2", "C3"]) await say("watch 867", channel);
  const stopped = new AbortController();
  stopped.abort();
  await newProcess()(SEPTEMBER, stopped.signal);
  expect([posted, pauses]).toEqual([[], []]);
  await newProcess()(SEPTEMBER, new AbortController().signal);
  expect([posted.length, pauses]).toEqual([3, [1000, 1000]]);
});

it("an unreachable store ends in a line in the log", async () => {
  const store = { ...memoryStore(), list: () => Promise.reject(new StoreUnavailable()) };
  const { tell, logger } = watching(undefined, store);
  await tell(SEPTEMBER);
  expect(logger.lines).toMatchObject([{ level: "warn" }]);
});
