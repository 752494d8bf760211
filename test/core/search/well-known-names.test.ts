import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { services } from "./committed-index.ts";

const CORPUS_TEXT = readFileSync(new URL("../../fixtures/well-known-names.tsv", import.meta.url), "utf8");
const SHARE = 0.95;

it(`finds the number operators mean for at least ${SHARE * 100} % of well-known names`, () => {
  const corpus = CORPUS_TEXT.split("\n")
    .filter((line) => line !== "" && !line.startsWith("#"))
    .map((line) => {
      const [name = "", ports = ""] = line.split("\t");
      return { name, ports: ports.split(",").map(Number) };
    });
  expect(corpus).toHaveLength(120);

  const misses = corpus.flatMap(({ name, ports }) => {
    const port = services.find(name)[0]?.port ?? null;
    return port !== null && ports.includes(port) ? [] : [`${name}: ${port} instead of ${ports.join(" or ")}`];
  });

  process.stdout.write(
    `well-known names: ${corpus.length - misses.length} of ${corpus.length}; missed ${misses.join("; ")}\n`,
  );
  expect(misses.length, misses.join("; ")).toBeLessThanOrEqual(corpus.length * (1 - SHARE));
});
