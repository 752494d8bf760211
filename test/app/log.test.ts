import { describe, expect, it } from "vitest";
import { createLogger, describeError } from "../../src/app/log.ts";

function failedRequest(message: string, options?: ErrorOptions): Error {
  return Object.assign(new Error(message, options), {
    url: "https://discord.com/api/v10/interactions/1/interaction-token/callback",
    requestBody: { json: { content: "what somebody asked" } },
    rawError: { message: "raw" },
    code: 10_062,
    status: 404,
  });
}

describe("the log", () => {
  it("logs an error and its causes without the request", () => {
    const error = failedRequest("Unknown interaction", { cause: failedRequest("before that") });
    const described = describeError(error);
    expect(described).toMatchObject({ type: "Error", message: "Unknown interaction", code: 10_062, status: 404 });
    expect(described.cause).toMatchObject({ message: "before that", code: 10_062 });
    expect(JSON.stringify(described)).not.toMatch(/interaction-token|somebody asked|rawError|requestBody/);
  });

  it("follows at most three causes, even circular ones", () => {
    const endless = new Error("again");
    endless.cause = endless;
    const third = describeError(endless).cause?.cause?.cause;
    expect([third?.message, third?.cause]).toEqual(["again", undefined]);
  });

  it("describes thrown values that are not errors", () => {
    expect(describeError("gone")).toEqual({ type: "string", message: "gone" });
  });

  it("redacts tokens everywhere", () => {
    const lines: string[] = [];
    const logger = createLogger("info", { write: (line) => void lines.push(line) });
    const error = failedRequest("refused xoxb-123-abc", { cause: new Error("and xapp-1-A1-xyz") });
    logger.error({ platform: "slack", error }, "xoxb-123-abc was refused.");
    expect(lines).toHaveLength(1);
    const [line = ""] = lines;
    expect(line).not.toMatch(/xoxb-|xapp-|interaction-token|somebody asked/);
    expect(JSON.parse(line)).toMatchObject({ error: { message: "refused [secret]" }, msg: "[secret] was refused." });
  });
});
