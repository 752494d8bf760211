import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findCandidates, SPAN_CUES } from "#core/query/find-ports/candidates.ts";
import { FLOW_PATTERNS } from "#core/query/find-ports/flow-patterns.ts";
import { MASK, NON_PORT_PATTERNS } from "#core/query/find-ports/non-port-patterns.ts";
import { numbersIn, PORT_PATTERNS } from "#core/query/find-ports/port-patterns.ts";
import { findPorts, MAX_FOUND_PORTS, normalizeMessage } from "#core/query/find-ports.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { isPort } from "#core/registry/port.ts";
import { knowledge } from "../../support/registry/committed.ts";

function found(text: string): readonly string[] {
  return findPorts(text, knowledge.services.isProgram).certain.map(formatQuery);
}

/** The labels have the ends of a span as two ports, and the first five ports. */
function foundPorts(text: string): readonly string[] {
  return found(text)
    .flatMap((item) => item.split("-"))
    .filter((port, at, all) => all.indexOf(port) === at)
    .slice(0, MAX_FOUND_PORTS);
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
      const ports = foundPorts(text);
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
    const inOrder = MESSAGES.filter(({ expected, text }) => foundPorts(text).join() === expected.join());
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
      expect(hidden.match(/(?<![a-z¤])\d+/g) ?? []).toEqual(foundPorts(example));
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

describe("the two ends of a span", () => {
  it.each(SPAN_CUES.map(({ label, example }) => [label, example] as const))("%s: %s", (_, example) => {
    const [one = 0, other = 0] = (example.match(/\d+/g) ?? []).map(Number);
    expect(findCandidates(example)).toMatchObject([{ first: one, last: other }]);
  });
});

describe("the destination of a flow in a log", () => {
  it.each(FLOW_PATTERNS.map(({ label, example, finds }) => [label, example, finds] as const))(
    "%s: %s",
    (_, example, finds) => {
      expect(found(example).join(" ")).toBe(finds);
    },
  );
});

describe("the result", () => {
  it.each([
    ["open ports between 8000 and 8100", ["8000-8100"]],
    ["what's the difference between ports 80 and 443", ["80", "443"]],
    ["ufw allow 60000:61000/udp", ["60000-61000"]],
    ["iptables -A INPUT -p tcp --dport 6881:6889 -j ACCEPT", ["6881-6889"]],
    ["docker run -p 8000:8080/tcp web", ["8000", "8080/tcp"]],
    ["are ports 137-139 and 445 open", ["137-139", "445"]],
    ["ports 27015 to 27050 tcp/udp", ["27015-27050"]],
    ["redirect port 80 to 8080", ["80", "8080"]],
    ["who uses ports 6000+", ["6000-65535"]],
    ["what is on port 8️⃣0️⃣8️⃣0️⃣", ["8080"]],
    ["port 8\u200b67", ["867"]],
    ["what runs on 9,200", ["9200"]],
    ["what is port 0x363", ["867"]],
    ["~866~ 867", ["867"]],
    ["serial number is 8443-2210-0067", []],
    ["SYN from 198.51.100.7:443 -> 10.0.0.9:51522", ["443"]],
    [
      "tcp 6 431988 ESTABLISHED src=10.1.2.3 dst=10.1.9.9 sport=51234 dport=5432 src=10.1.9.9 dst=10.1.2.3 sport=5432 dport=51234",
      ["5432"],
    ],
    ["is 443/tcp or 443/udp QUIC?", ["443/tcp", "443/udp"]],
    ["open 53 tcp and udp", ["53/tcp", "53/udp"]],
    ["tcp/443 udp/53", ["443/tcp", "53/udp"]],
    ["443 tcp 53 udp", ["443/tcp", "53/udp"]],
    ["port 443, I mean 443/udp", ["443/udp"]],
    ["ports 1, 2, 3, 4, 5, 6 and 7", ["1", "2", "3", "4", "5"]],
    ["ports 65535, 65536 and 99999", ["65535"]],
    ["port ８０８０ and port ٤٤٣", ["8080", "443"]],
    ["&lt;db01:5432&gt;", ["5432"]],
    ["10.0.0.5:43210 -> [2001:db8::9]:443", ["443"]],
    ["what else is on 192.0.2.80 since 12:30", []],
    ["curl: (7) Failed to connect to example.com port 443 after 21 ms", ["443"]],
    ["Failed to connect to github.com port 443 after 75012 ms", ["443"]],
    ["ssh: connect to host github.com port 22: Connection refused", ["22"]],
    ["Connection to redis.prod.example.com port 6379 failed", ["6379"]],
    ["ssh: connect to host core-router port 22: No route to host", ["22"]],
    ["router port 8443, lan port 8080, console port 9001", ["8443", "8080", "9001"]],
    ["com port 3 and usb port 1", []],
    ["port 22 may be blocked", ["22"]],
    ["kan poort 23 dicht", ["23"]],
    ["22/80/443 open on the LB, ok?", ["22", "80", "443"]],
    ["mqtt: 1883 compared to 8883", ["1883", "8883"]],
    ["", []],
  ])("%j: %j", (text, ports) => {
    expect(found(text)).toEqual(ports);
  });
});

describe("numbers that nothing speaks for or against", () => {
  it.each([
    ["room 443 is next to 2049", [2049]],
    ["the report of 8443 is red", [8443]],
    ["10.0.0.5 has 2 cores and 1 disk", []],
    ["kernel oops at 17 200 31 44 12", []],
  ])("%j: %j", (text, ports) => {
    const { certain, possible } = findPorts(text);
    expect(certain).toEqual([]);
    expect(possible.map((item) => (item.kind === "port" ? item.port : item.first))).toEqual(ports);
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
        const { certain, possible } = findPorts(text);
        expect(certain.length).toBeLessThanOrEqual(MAX_FOUND_PORTS);
        const ends = [...certain, ...possible].flatMap((item) =>
          item.kind === "port" ? [item.port] : [item.first, item.last],
        );
        expect(ends.every(isPort)).toBe(true);
        expect(new Set(found(text)).size).toBe(certain.length);
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
      expect(findPorts(text).certain.length).toBeLessThanOrEqual(MAX_FOUND_PORTS);
    }
  });
});

describe("a long text", () => {
  it("has the ports of its start where that names enough, as if it ended there", () => {
    const start = "please open port 22, 80 and 443/tcp from the office to 10.0.0.5:8443, and close 23. ";
    expect(findPorts(start.repeat(40))).toEqual(findPorts(start));
  });

  it("has the ports of its end where the start names too few", () => {
    const numbers = "it took 12 s, 13 s, 14 s, 15 s and 16 s. ".repeat(30);
    expect(findPorts(`${numbers}then open port 8443`).certain).toEqual([{ kind: "port", port: 8443, transport: null }]);
  });
});

describe("a small number after a program's name", () => {
  it.each(["we run postgres 16 now", "redis:7", "upgrade kafka 4 to 5?", "elasticsearch 8 is out"])(
    "is its version: %s",
    (text) => {
      expect(found(text)).toEqual([]);
    },
  );

  it.each([
    ["is nginx 80 open to everyone?", ["80"]],
    ["redis 6379", ["6379"]],
  ])("is a port where people write it: %s", (text, ports) => {
    const { certain, possible } = findPorts(text, knowledge.services.isProgram);
    expect([...certain, ...possible].map(formatQuery)).toEqual(ports);
  });
});
