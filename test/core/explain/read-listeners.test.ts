import { describe, expect, it } from "vitest";
import { NO_CONTEXT } from "#core/answers/answer-context.ts";
import { answerExplain } from "#core/answers/explain.ts";
import { explainQuery } from "#core/query/parse-explain.ts";
import { described, PASTES } from "../../support/pastes/fixtures.ts";
import { MANGLINGS } from "../../support/pastes/mangle.ts";
import { knowledge, portByName } from "../../support/registry/committed.ts";

const read = (text: string) => answerExplain(explainQuery(text, portByName), knowledge, NO_CONTEXT);

/** Counts the expected listeners that were found, and false positives. */
function score(expected: readonly string[], found: readonly string[]) {
  const left = [...expected];
  let wrong = 0;
  for (const each of found) {
    const at = left.indexOf(each);
    if (at < 0) wrong++;
    else left.splice(at, 1);
  }
  return { right: expected.length - left.length, wrong };
}

describe("the corpus of pastes", () => {
  it("has real and hand-made output, labelled as such", () => {
    expect(PASTES.length).toBeGreaterThanOrEqual(40);
    for (const { origin } of PASTES) expect(origin).toMatch(/^(?:made by: |hand-made after: https:\/\/)/);
  });

  it.each(PASTES)("$name ($origin) is read completely", ({ text, listeners, connections }) => {
    const answer = read(text);
    expect(described(answer.listeners)).toEqual(listeners);
    expect(answer.connections).toBe(connections);
    expect(answer.notUnderstood).toEqual([]);
  });

  it("is read completely, and to 99 % after any mangling", () => {
    const lines: string[] = [];
    let right = 0;
    let wrong = 0;
    let all = 0;
    let clean: readonly number[] = [];
    for (const [name, mangle] of Object.entries({ "as it is": (text: string) => text, ...MANGLINGS })) {
      let rightHere = 0;
      let wrongHere = 0;
      let allHere = 0;
      const missed: string[] = [];
      for (const { name: paste, text, listeners } of PASTES) {
        const scored = score(listeners, described(read(mangle(text)).listeners));
        rightHere += scored.right;
        wrongHere += scored.wrong;
        allHere += listeners.length;
        if (scored.right < listeners.length || scored.wrong > 0) {
          missed.push(
            `${paste} ${scored.right}/${listeners.length}${scored.wrong > 0 ? ` (${scored.wrong} wrong)` : ""}`,
          );
        }
      }
      if (name === "as it is") clean = [rightHere, wrongHere, allHere];
      else {
        right += rightHere;
        wrong += wrongHere;
        all += allHere;
      }
      lines.push(
        `  ${((100 * rightHere) / allHere).toFixed(2).padStart(6)} %  ${name}${missed.length > 0 ? `: ${missed.join(", ")}` : ""}`,
      );
    }
    process.stdout.write(
      `listeners recovered from ${PASTES.length} pastes:\n${lines.join("\n")}\n  mangled, all: ${((100 * right) / all).toFixed(2)} % of ${all}, ${wrong} wrong\n`,
    );
    expect(clean).toEqual([clean[2], 0, clean[2]]);
    expect(right / all).toBeGreaterThanOrEqual(0.99);
    expect(wrong / all).toBeLessThanOrEqual(0.01);
  });
});
