import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MASK, NON_PORT_PATTERNS } from "#core/query/find-ports/non-port-patterns.ts";
import { numbersIn, PORT_PATTERNS } from "#core/query/find-ports/port-patterns.ts";
import { findPorts, MAX_FOUND_PORTS, normalizeMessage } from "#core/query/find-ports.ts";
import { isPort } from "#core/registry/port.ts";

function found(text: string): readonly string[] {
  return findPorts(text).map(({ port, transport }) => (transport === null ? `${port}` : `${port}/${transport}`));
}

interface Message {
  readonly expected: readonly string[];
  readonly text: string;
}

/** The labels are explained at the top of the file. */
const MESSAGES: readonly Message[] = readFileSync(new URL("../../fixtures/messages.tsv", import.meta.url), "utf8")
  .split("\n")
  .filter((line) => line !== "" && !line.startsWith("# "))
  .map((line) => {
    const [expected = "", text = ""] = line.split("\t");
    return {
      expected: expected === "-" ? [] : expected.split(","),
      text: text.replace(/\\([\\n])/g, (_, sign) => (sign === "n" ? "\n" : "\\")),
    };
  });

describe("the corpus of messages", () => {
  it("has few ports missed and few numbers mistaken for ports", () => {
    let right = 0;
    let meant = 0;
    let named = 0;
    for (const { expected, text } of MESSAGES) {
      const ports = found(text);
      right += ports.filter((port) => expected.includes(port)).length;
      meant += expected.length;
      named += ports.length;
    }
    const precision = right / named;
    const recall = right / meant;
    process.stdout.write(
      `findPorts on ${MESSAGES.length} messages: precision ${precision.toFixed(4)}, recall ${recall.toFixed(4)}\n`,
    );
    expect(MESSAGES.length).toBeGreaterThan(400);
    expect(precision).toBeGreaterThanOrEqual(0.985);
    expect(recall).toBeGreaterThanOrEqual(0.985);
  });

  it("returns ports in the order of the text", () => {
    const inOrder = MESSAGES.filter(({ expected, text }) => found(text).join() === expected.join());
    expect(inOrder.length / MESSAGES.length).toBeGreaterThanOrEqual(0.985);
  });
});

describe("notations for numbers that are not ports", () => {
  it.each(NON_PORT_PATTERNS.map(({ label, pattern, example }) => [label, example, pattern] as const))(
    "%s: %s",
    (_, example, pattern) => {
      const plain = normalizeMessage(example);
      const hidden = plain.replace(pattern, (match) => match.replace(/\d/g, MASK));
      expect(hidden).not.toBe(plain);
      expect(hidden.match(/(?<![a-z¤])\d+/g) ?? []).toEqual(found(example));
    },
  );
});

describe("notations for ports", () => {
  it.each(PORT_PATTERNS.map(({ label, pattern, example, finds }) => [label, example, finds, pattern] as const))(
    "%s: %s",
    (_, example, finds, pattern) => {
      const numbers = numbersIn(normalizeMessage(example), pattern);
      expect(numbers.map(({ digits }) => digits).join(" ")).toBe(finds);
    },
  );
});

describe("the result", () => {
  it.each([
    ["is 443/tcp or 443/udp QUIC?", ["443/tcp", "443/udp"]],
    ["open 53 tcp and udp", ["53/tcp", "53/udp"]],
    ["tcp/443 udp/53", ["443/tcp", "53/udp"]],
    ["443 tcp 53 udp", ["443/tcp", "53/udp"]],
    ["port 443, I mean 443/udp", ["443/udp"]],
    ["ports 1, 2, 3, 4, 5, 6 and 7", ["1", "2", "3", "4", "5"]],
    ["ports 65535, 65536 and 99999", ["65535"]],
    ["port ８０８０ and port ٤٤٣", ["8080", "443"]],
    ["&lt;db01:5432&gt;", ["5432"]],
    ["10.0.0.5:43210 -> [2001:db8::9]:443", ["43210", "443"]],
    ["what else is on 192.0.2.80 since 12:30", []],
    ["curl: (7) Failed to connect to example.com port 443 after 21 ms", ["443"]],
    ["Failed to connect to github.com port 443 after 75012 ms", ["443"]],
    ["ssh: connect to host github.com port 22: Connection refused", ["22"]],
    ["Connection to redis.prod.example.com port 6379 failed", ["6379"]],
    ["ssh: connect to host core-router port 22: No route to host", ["22"]],
    ["router port 8443, lan port 8080, console port 9001", ["8443", "8080", "9001"]],
    ["com port 3 and usb port 1", []],
    ["", []],
  ])("%j: %j", (text, ports) => {
    expect(found(text)).toEqual(ports);
  });
});

describe("any text", () => {
  const PIECES = [
    ..."0123456789:.,/-[]()<>@#*`\"' \n¤٣ﷺ",
    ...["port ", "ports ", "tcp", "udp ", "8080", "10.0.0.5", "1.", "::", "://", " and ", " on ", "?", "-p ", "ポート"],
  ];
  const TEXTS = fc.oneof(
    fc.string({ unit: "binary", maxLength: 300 }),
    fc.array(fc.constantFrom(...PIECES), { maxLength: 200 }).map((pieces) => pieces.join("")),
  );

  it("returns a few distinct valid ports", () => {
    fc.assert(
      fc.property(TEXTS, (text) => {
        const ports = findPorts(text);
        expect(ports.length).toBeLessThanOrEqual(MAX_FOUND_PORTS);
        expect(ports.every(({ port }) => isPort(port))).toBe(true);
        expect(new Set(found(text)).size).toBe(ports.length);
      }),
      { numRuns: 1000 },
    );
  });

  it("finds an explicit port, whatever is in the lines around it", () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 65_535 }), fc.constantFrom("", "hi\n", "at 12:30\n"), (port, before) => {
        expect(found(`${before}what is port ${port}?`)).toEqual([`${port}`]);
      }),
    );
  });
});

describe("hostile texts of 100 kB", () => {
  const UNITS = [
    "1",
    ":",
    "port ",
    "1.",
    "[",
    "1/tcp ",
    '1/tcp "',
    "1 tcp 1 ",
    "port 1, and ",
    "a.b:",
    "://",
    "-",
    "a:1:",
  ];

  it.each(UNITS)("%j repeated, alone and with others", (unit) => {
    for (const other of ["", ...UNITS]) {
      const text = (unit + other).repeat(Math.ceil(100_000 / (unit + other).length));
      expect(findPorts(text).length).toBeLessThanOrEqual(MAX_FOUND_PORTS);
    }
  });
});
