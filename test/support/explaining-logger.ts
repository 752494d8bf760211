import { inspect } from "node:util";
import { onTestFailed } from "vitest";
import { recordingLogger } from "./recording-logger.ts";

/** A logger whose errors are printed if the test fails: what people are shown says nothing of the cause. */
export function explainingLogger() {
  const logger = recordingLogger();
  onTestFailed(() => {
    const errors = logger.fields.filter((_, at) => logger.lines[at]?.level === "error");
    process.stderr.write(errors.map((fields) => `${inspect(fields)}\n`).join(""));
  });
  return logger;
}
