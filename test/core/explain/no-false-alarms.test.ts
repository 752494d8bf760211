import { describe, expect, it } from "vitest";
import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import { answerExplain, deservesLook } from "#core/answers/explain.ts";
import { explainQuery } from "#core/query/parse-explain.ts";
import { PASTES } from "../../support/pastes/fixtures.ts";
import { knowledge, portByName } from "../../support/registry/committed.ts";

const NORMAL = PASTES.filter(({ name }) => name.startsWith("normal-"));

describe("a typical machine", () => {
  it("has six fixtures", () => {
    expect(NORMAL.length).toBe(6);
  });

  it.each(NORMAL)("$name has no flag that deserves a look", ({ text }) => {
    const { listeners } = answerExplain(explainQuery(text, portByName), knowledge, NO_CONTEXT);
    expect(listeners.filter(deservesLook)).toEqual([]);
  });
});
