import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { MAX_LISTENERS, MAX_PASTE, MAX_UNREAD } from "#core/explain/listener.ts";
import { readListeners } from "#core/explain/read-listeners.ts";
import { isPort } from "#core/registry/port.ts";
import { answerTo } from "../../support/cards/corpus.ts";
import { PASTES } from "../../support/pastes/fixtures.ts";

/** Everything that means something to one of the readers. */
const PIECES = [
  ...[
    "tcp ",
    "udp ",
    "tcp6 ",
    "LISTEN ",
    "UNCONN ",
    "0 ",
    "128 ",
    "0.0.0.0:22 ",
    "0.0.0.0:* ",
    "[::]:80 ",
    "*.22 ",
    "*.* ",
  ],
  ...[
    'users:(("',
    "sshd",
    '",pid=1,fd=3))',
    "LISTENING ",
    "TCP ",
    "UDP ",
    "IPv4 ",
    "(LISTEN)",
    "COMMAND PID ",
    "1/x ",
    "- ",
  ],
  ...[
    "Host: 127.0.0.1 () Ports: ",
    "22/open/tcp//ssh///",
    ", ",
    "22/tcp ",
    "open ",
    "->",
    "80/tcp",
    "8000-9000->8000-9000/tcp ",
  ],
  ...[
    "ClusterIP ",
    "NodePort ",
    "10.0.0.1 ",
    "<none> ",
    "80:30080/TCP ",
    "5d ",
    "LocalAddress ",
    "LocalPort ",
    ": ",
    "Listen ",
  ],
  ...[
    "0: 0100007F:1F90 ",
    "00000000:0000 ",
    "0A ",
    "NAME ",
    "ENDPOINTS ",
    "AGE",
    "CONTAINER ID ",
    "0123456789ab ",
    "Up ",
    "NAMES",
  ],
  ...[
    "\n",
    "\n",
    "\n",
    " ",
    "    ",
    "\t",
    "> ",
    "```\n",
    "\u001b[31m",
    "[0m",
    "“",
    "│",
    "\r",
    "$ ",
    "PS C:\\>",
    "[x.exe]",
    "&gt;",
  ],
];

const pasted = fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }).map((pieces) => pieces.join(""));
/** A real paste in which something was cut out, doubled or put in. */
const damaged = fc
  .tuple(
    fc.constantFrom(...PASTES),
    fc.nat(3000),
    fc.nat(200),
    fc.oneof(pasted, fc.string({ unit: "binary", maxLength: 20 })),
  )
  .map(([{ text }, at, length, put]) => text.slice(0, at) + put + text.slice(at + length));

describe("ranges of all ports, over and over", () => {
  it("cost no more than there is room for", () => {
    const { listeners, listenersLeftOut } = readListeners("web 0.0.0.0:1-65535->1-65535/tcp\n".repeat(30_000));
    expect(listeners.length).toBe(MAX_LISTENERS);
    expect(listenersLeftOut).toBe(30_000 * 65_535 - MAX_LISTENERS);
  });
});

describe("any text", () => {
  it("is read without an error, and what is found is in bounds", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), pasted, damaged), (text) => {
        const { listeners, notUnderstood, notUnderstoodCount } = readListeners(text, () => 22);
        expect(listeners.every(({ port }) => isPort(port))).toBe(true);
        expect(listeners.length).toBeLessThanOrEqual(MAX_LISTENERS);
        expect(notUnderstood.length).toBe(Math.min(MAX_UNREAD, notUnderstoodCount));
      }),
      { numRuns: 3000 },
    );
  });

  it("gets a card, however it is damaged", () => {
    fc.assert(
      fc.property(damaged, (text) => {
        expect(answerTo(`explain\n${text}`).kind).toBe("explain");
      }),
      { numRuns: 500 },
    );
  });

  it("names no port that is not in it", () => {
    fc.assert(
      fc.property(fc.oneof(pasted, damaged), (text) => {
        const { listeners } = readListeners(text);
        for (const { port, target, service } of listeners) {
          // A range names its ports by its ends; /proc writes them in hexadecimal; broken lines are joined.
          const isRange = service !== null || target !== null;
          const plain = text.replace(/[^!-=?-~]|\[\d*m|&gt;/g, "");
          const hex = port.toString(16).toUpperCase().padStart(4, "0");
          expect(isRange || plain.includes(`${port}`) || plain.includes(hex)).toBe(true);
        }
      }),
      { numRuns: 1000 },
    );
  });

  it("is read to its first megabyte", () => {
    const row = "tcp LISTEN 0 128 0.0.0.0:22 0.0.0.0:*\n";
    const answer = readListeners("x\n".repeat(MAX_PASTE / 2) + row);
    expect([answer.isCut, answer.listeners.length]).toEqual([true, 0]);
    expect(readListeners(row).isCut).toBe(false);
  });
});

/** Bits of text whose repetition makes a careless pattern try every way to part them. */
const UNITS = [
  ...' \t\n.:-/,>|`"“[](){}<&;0a*=#$%~─\u001b\u00a0\r'.split(""),
  ...[
    "0.",
    "1:",
    "::",
    "a:",
    "-> ",
    "0->",
    "0.0.0.0:1->1/tcp,",
    "tcp ",
    "TCP 0.0.0.0:1 ",
    "x\n",
    "| |",
    "> ",
    "\u001b[",
    "\u001b]",
    "[1;",
  ],
  ...[
    '("',
    'users:(("a"',
    "users:((",
    "Up ",
    "0: ",
    "1/open/tcp//",
    "LISTEN 0 ",
    "a@a ",
    "a@a:",
    "PS C:\\",
    "explain ",
    "&gt;",
    "1-1,",
  ],
  ...[
    "tcp LISTEN 0 128 0.0.0.0:1\n",
    "tcp 0 0 0.0.0.0:22 0.0.0.0:* LISTEN 1/a\nb\n",
    "Host: 1.1.1.1 Ports: 1/open/tcp\n",
    "12:\n",
  ],
  ...[
    "CONTAINER ID\n",
    "0123456789ab Up\n",
    "TCP 0.0.0.0:1 0.0.0.0:0\n[a\n",
    "LocalPort :\n",
    "LocalPort : 1\n",
    "a 1 b IPv4\nc\n",
  ],
];
const SIZE = 20_000;

describe("hostile texts of 20 kB", () => {
  it.each(UNITS)("%j over and over, alone and with others, are read in time", (unit) => {
    for (const other of ["", ...UNITS]) {
      const text = (unit + other).repeat(Math.ceil(SIZE / (unit + other).length)).slice(0, SIZE);
      expect(readListeners(text, () => 22).notUnderstood.length).toBeLessThanOrEqual(MAX_UNREAD);
    }
  });

  it("take time that grows with their length and no faster", () => {
    // Eight times the text may take twenty times as long on a busy machine; a pattern that backtracks takes 64 times.
    const slow = UNITS.filter((unit) => {
      const text = (size: number) => unit.repeat(Math.ceil(size / unit.length));
      const [small, large] = [text(64_000), text(512_000)];
      return Array.from({ length: 4 }, () => growth(small, large)).every((ratio) => ratio > 30);
    });
    expect(slow).toEqual([]);
  }, 120_000);
});

function growth(small: string, large: string): number {
  const time = (text: string) => {
    const began = performance.now();
    readListeners(text, () => 22);
    return performance.now() - began;
  };
  // A floor keeps what is over in no time from being all noise.
  return time(large) / Math.max(time(small), 2);
}
