import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, it } from "vitest";
import { spanContains } from "#core/registry/port.ts";
import { foldName } from "#core/search/text.ts";
import type { KnownUse } from "#core/software/known-use.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { testSize } from "../../support/test-size.ts";

const LIST = readFileSync(new URL("../../fixtures/software/independent-ports.tsv", import.meta.url), "utf8");

/** A fact that somebody else read in a package, blind to the table. */
interface Fact {
  readonly name: string;
  readonly port: number;
  readonly transports: readonly string[];
  readonly source: string;
}

const FACTS = LIST.split("\n")
  .filter((line) => line !== "" && !line.startsWith("#") && !line.startsWith("name\t"))
  .map((line): Fact => {
    const [name = "", port = "", transports = "", source = ""] = line.split("\t");
    return { name, port: Number(port), transports: transports.split(" "), source };
  });

/** Where the package differs from what the table's source says, each looked at. */
const DIFFERENT: Readonly<Record<string, string>> = {
  "sql exporter 9237": "another project of that name",
  "mongodb exporter 9001": "an old fork; Percona’s takes 9216",
  "carbon 2003": "the UDP listener is off by default",
  "rsyslog 514": "no input is on until it’s configured",
  "wsdd 5357": "only a service of Windows has it by default; wsdd imitates it",
  "stun server 3479": "the alternate port of RFC 5780, off by default",
  "iperf 5001": "version 2; most people mean iPerf3",
  "karma 9876": "the test runner, which the table calls Karma test runner",
  "live-server 8080": "npm’s, which the table calls npm live-server",
};

const current = knowledge.software.uses.filter(({ kind }) => kind !== "history");

/** The rows of the products that have the name. */
function rowsOf(name: string): readonly KnownUse[] {
  const key = foldName(name);
  const hasName = ({ product, software, names, processes }: KnownUse) =>
    [product, software, ...names, ...processes].some((each) => foldName(each) === key);
  const products = new Set(current.filter(hasName).map(({ product }) => product));
  return current.filter(({ product }) => products.has(product));
}

const COVERED = FACTS.filter(({ name, port }) => rowsOf(name).length > 0 && !(`${name} ${port}` in DIFFERENT));

it("agrees with an independent list of default ports", () => {
  const seed = Math.floor(Math.random() * 2 ** 31);
  const size = testSize({ full: COVERED.length, quick: 50 });
  const [sample = []] = fc.sample(fc.shuffledSubarray(COVERED, { minLength: size, maxLength: size }), {
    numRuns: 1,
    seed,
  });
  process.stdout.write(`independent ports: ${size} of ${COVERED.length} facts, seed ${seed}\n`);
  const wrong = sample.filter(
    ({ name, port, transports }) =>
      !rowsOf(name).some(
        (use) =>
          spanContains(use.span, port) && transports.every((each) => use.transports.some((known) => known === each)),
      ),
  );
  expect(wrong).toEqual([]);
  expect(COVERED.length).toBeGreaterThanOrEqual(250);
});
