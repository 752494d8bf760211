import { describe, expect, it } from "vitest";
import type { ConnectorOptions } from "#adapters/chat/connector.ts";
import { createConnector } from "#adapters/chat/connector.ts";
import { ConfigurationError } from "#core/host.ts";
import { fakeTimers } from "../../support/fake-timers.ts";
import { recordingLogger } from "../../support/recording-logger.ts";

const away = new Error("connect ECONNREFUSED");
const refused = new ConfigurationError("The token was refused.");

/** A connector whose waits take no time but move the clock on. */
function connector({ onLost = () => {} }: Partial<ConnectorOptions> = {}) {
  const logger = recordingLogger();
  const waits: number[] = [];
  let time = 0;
  const wait = async (delay: number) => {
    waits.push(delay);
    time += delay;
  };
  const timing = { wait, now: () => time, random: () => 1 };
  return { logger, waits, ...createConnector({ platform: "slack", logger, onLost, timing }) };
}

/** Fails with each error in turn, then succeeds. */
function attempts(...errors: readonly Error[]): () => Promise<void> {
  const left = [...errors];
  return async () => {
    const error = left.shift();
    if (error !== undefined) throw error;
  };
}

describe("connecting to a platform", () => {
  it("is repeated with growing pauses until the platform can be reached", async () => {
    const { keepTrying, start, waits, logger } = connector();
    const connected = Promise.withResolvers<void>();
    await start(() => keepTrying(attempts(away, away, away)).then(connected.resolve));
    await connected.promise;
    expect(waits).toEqual([250, 500, 1000]);
    expect(logger.lines).toEqual([
      { level: "warn", message: "The platform could not be reached; trying again." },
      { level: "info", message: "The platform can be reached again." },
    ]);
  });

  it("does not hold up the start while the platform is unreachable", async () => {
    const { keepTrying, start, stop } = createConnector({
      platform: "slack",
      logger: recordingLogger(),
      onLost: () => {},
      timing: { wait: () => new Promise(() => {}) },
    });
    await start(() => keepTrying(() => Promise.reject(away)));
    stop();
  });

  it("does not hold up the start while the platform does not answer", async () => {
    const timers = fakeTimers();
    const { start } = connector();
    const started = start(() => new Promise(() => {}));
    await timers.pass(5000);
    await started;
  });

  it("is mentioned in the log every ten minutes of an outage", async () => {
    const { keepTrying, start, waits, logger } = connector();
    const connected = Promise.withResolvers<void>();
    const outage = attempts(...Array.from({ length: 70 }, () => away));
    await start(() => keepTrying(outage).then(connected.resolve));
    await connected.promise;
    const minutes = waits.reduce((sum, wait) => sum + wait) / 60_000;
    expect(logger.lines.filter(({ level }) => level === "warn")).toHaveLength(Math.ceil(minutes / 10));
  });

  it("ends the start when it is refused, at once", async () => {
    const { keepTrying, start, waits } = connector();
    await expect(start(() => keepTrying(attempts(refused)))).rejects.toBe(refused);
    expect(waits).toEqual([]);
  });

  it("reports a refusal after an outage", async () => {
    const lost = Promise.withResolvers<Error>();
    const { keepTrying, start } = connector({ onLost: lost.resolve });
    await start(() => keepTrying(attempts(away, refused)));
    expect(await lost.promise).toBe(refused);
  });

  it("ends with the process, without a word", async () => {
    const waiting = Promise.withResolvers<void>();
    const problems: Error[] = [];
    let count = 0;
    const { keepTrying, start, stop } = createConnector({
      platform: "slack",
      logger: recordingLogger(),
      onLost: (error) => problems.push(error),
      timing: {
        wait() {
          waiting.resolve();
          return new Promise(() => {});
        },
      },
    });
    const trying = Promise.withResolvers<unknown>();
    await start(() => {
      const work = keepTrying(() => {
        count += 1;
        return Promise.reject(away);
      });
      work.catch(trying.resolve);
      return work;
    });
    await waiting.promise;
    stop();
    expect(await trying.promise).toMatchObject({ name: "AbortError" });
    expect([count, problems]).toEqual([1, []]);
  });
});
