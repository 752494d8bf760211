import { describe, expect, it } from "vitest";
import type { Observation } from "#core/telemetry.ts";
import { createTelemetry, observeQuestions } from "../../src/app/telemetry.ts";
import { ask } from "../support/cards/corpus.ts";
import { recordingLogger } from "../support/recording-logger.ts";

describe("a question", () => {
  it.each([
    ["867", { kind: "port", outcome: "answered" }],
    ["help", { kind: "help", outcome: "unanswered" }],
    ["70000", { kind: "invalid", outcome: "failed" }],
  ])("%s is observed as %j, without its text", async (text, seen) => {
    const observed: Observation[] = [];
    const observing = observeQuestions(ask, "slack", (observation) => observed.push(observation));
    await observing({ text, manner: "command", locale: "en", asker: null });
    expect(observed).toEqual([{ type: "question", platform: "slack", ...seen }]);
  });
});

describe("everything logged during an event", () => {
  const createLogged = () => {
    const recording = recordingLogger();
    return { recording, ...createTelemetry(recording, () => {}) };
  };

  it("carries its reference, also behind what it waits for, and nothing else does", async () => {
    const { recording, logger, inEvent, reference } = createLogged();
    const [first, second] = await Promise.all(
      ["Ev1", "Ev2"].map((id) =>
        inEvent(id, async () => {
          await new Promise(setImmediate);
          logger.warn({ platform: "slack" }, "Retrying.");
          return reference();
        }),
      ),
    );
    logger.info({}, "Idle.");
    expect(first).toMatch(/^[0-9a-f]{8}$/);
    expect(second).not.toBe(first);
    expect(recording.fields).toEqual([
      { reference: first, platform: "slack" },
      { reference: second, platform: "slack" },
      {},
    ]);
    expect(reference()).toBeNull();
  });

  it("has the same reference when the event is delivered again, to any process", () => {
    const references = [createLogged(), createLogged()].map(({ inEvent, reference }) => inEvent("Ev1", reference));
    expect(references[0]).toBe(references[1]);
  });

  it("has a reference of its own where the platform gives no id", () => {
    const { inEvent, reference } = createLogged();
    expect(inEvent(undefined, reference)).not.toBe(inEvent(undefined, reference));
  });
});
