import { describe, expect, it } from "vitest";
import type { Ask } from "#core/chat-platform.ts";
import { createTelemetry } from "../../src/app/telemetry.ts";
import { overHttp } from "../adapters/slack/connect.ts";
import { connectedDiscord } from "../support/discord-platform/connected.ts";
import { recordingLogger } from "../support/recording-logger.ts";
import { slackPlatform } from "../support/slack-platform/bolt-clients.ts";

/** An `Ask` that logs a line and then fails. */
function createBroken() {
  const recording = recordingLogger();
  const telemetry = createTelemetry(recording, () => {});
  const ask: Ask = async () => {
    await new Promise(setImmediate);
    telemetry.logger.warn({}, "The store is slow.");
    throw new Error("This question cannot be answered.");
  };
  const references = () => recording.fields.map((fields) => ("reference" in fields ? fields.reference : undefined));
  return { ask, telemetry, references };
}

const referenceIn = (text: string) => /reference: ([0-9a-f]{8})\b/.exec(text)?.[1];

describe("the reference that a person sees finds every line of their question in the log", () => {
  it("in Slack", async () => {
    const { ask, telemetry, references } = createBroken();
    const platform = await slackPlatform();
    const { send, logger } = await overHttp(platform, { ask, telemetry });
    const command = platform.slashCommand({ text: "867" });
    const reference = referenceIn(JSON.stringify(JSON.parse((await send(command)).body).blocks));
    expect(reference).toBeDefined();
    expect(references()).toContain(reference);
    expect(logger.fields).toContainEqual(expect.objectContaining({ reference, error: expect.any(Error) }));
    expect(JSON.stringify(references())).not.toContain(command.trigger_id);
  });

  it("in Discord", async () => {
    const { ask, telemetry, references } = createBroken();
    const { port, logger } = await connectedDiscord({ ask, telemetry });
    const reference = referenceIn(JSON.stringify((await port("867")).data.embeds));
    expect(reference).toBeDefined();
    expect(references()).toContain(reference);
    expect(logger.fields).toContainEqual(expect.objectContaining({ reference, error: expect.any(Error) }));
  });
});
