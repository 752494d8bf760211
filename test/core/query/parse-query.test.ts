import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { toAsciiDigits } from "#core/query/digits.ts";
import { formatQuery } from "#core/query/format-query.ts";
import { parseQuery } from "#core/query/parse-query.ts";
import type { ListItemQuery, PortSetQuery, SpanQuery } from "#core/query/query.ts";
import { RULE_FORMATS } from "#core/query/query.ts";
import { TRANSPORTS } from "#core/registry/port.ts";
import { typedText } from "../../support/typed-text.ts";

const more = (of: object) => ({ kind: "more", of });
const port = (number: number, transport: string | null = null) => ({ kind: "port", port: number, transport });

const aPort = fc.integer({ min: 0, max: 65_535 });
/** Any query that may be asked for more of. */
const listed: fc.Arbitrary<ListItemQuery | PortSetQuery> = fc.oneof(
  fc.record({ kind: fc.constant("port"), port: aPort, transport: fc.constantFrom(null, ...TRANSPORTS) }),
  fc
    .tuple(aPort, aPort)
    .filter(([one, other]) => one !== other)
    .map(([one, other]): SpanQuery => ({ kind: "span", first: Math.min(one, other), last: Math.max(one, other) })),
  fc
    .oneof(fc.stringMatching(/^[a-z][a-z0-9 ._+*/&'#-]{0,14}$/), typedText)
    .map((text) => parseQuery(text))
    .filter((query) => query.kind === "service"),
  fc
    .stringMatching(/^[a-z][a-z0-9 ./+_-]{0,20}$/)
    .map((name) => parseQuery(`ports for ${name}`))
    .filter((query) => query.kind === "port-set"),
);

describe("parseQuery", () => {
  it.each([
    ["867", port(867)],
    [" 867 ", port(867)],
    [":867", port(867)],
    ["port 867", port(867)],
    ["867?", port(867)],
    ["00867", port(867)],
    ["867/udp", port(867, "udp")],
    ["867 UDP", port(867, "udp")],
    ["udp 867", port(867, "udp")],
    ["udp port 867", port(867, "udp")],
    ["tcp/867", port(867, "tcp")],
    ["tcp:867", port(867, "tcp")],
    ["0", port(0)],
    ["65535", port(65_535)],
    ["８０", port(80)],
    ["８０／ｔｃｐ", port(80, "tcp")],
    ["۸۶۷", port(867)],
    ["८६७", port(867)],
    ["", { kind: "help" }],
    ["  ", { kind: "help" }],
    ["HELP", { kind: "help" }],
  ])("reads %j", (text, query) => {
    expect(parseQuery(text)).toEqual(query);
  });

  it.each([
    ["ssh", { kind: "service", name: "ssh" }],
    ["HTTPS", { kind: "service", name: "https" }],
    ["hp-server", { kind: "service", name: "hp-server" }],
    ["domain-s?", { kind: "service", name: "domain-s" }],
    ["x11", { kind: "service", name: "x11" }],
    ["3com-tsmux", { kind: "service", name: "3com-tsmux" }],
    ["Home  Assistant", { kind: "service", name: "home assistant" }],
    ["6000", port(6000)],
    ["100-200", { kind: "span", first: 100, last: 200 }],
    ["6000–6063", { kind: "span", first: 6000, last: 6063 }],
    ["8000..8100", { kind: "span", first: 8000, last: 8100 }],
    ["860 to 873", { kind: "span", first: 860, last: 873 }],
    ["873-860", { kind: "span", first: 860, last: 873 }],
    ["80-80", port(80)],
    ["1:1024", { kind: "span", first: 1, last: 1024 }],
    ["8000~8100", { kind: "span", first: 8000, last: 8100 }],
    ["1->5", { kind: "span", first: 1, last: 5 }],
    ["1‑5", { kind: "span", first: 1, last: 5 }],
    ["1−5", { kind: "span", first: 1, last: 5 }],
    ["8000—8080", { kind: "span", first: 8000, last: 8080 }],
    ["6000+", { kind: "span", first: 6000, last: 65_535 }],
    ["6000-", { kind: "span", first: 6000, last: 65_535 }],
    ["tcp 1-5", { kind: "span", first: 1, last: 5 }],
    ["8000-8010 udp", { kind: "span", first: 8000, last: 8010 }],
    ["6000-6063/tcp", { kind: "span", first: 6000, last: 6063 }],
    ["60000:61000/udp", { kind: "span", first: 60_000, last: 61_000 }],
    ["1 until 5", { kind: "span", first: 1, last: 5 }],
    ["60000 up to 61000", { kind: "span", first: 60_000, last: 61_000 }],
    ["5044 9200-9205", { kind: "list", items: [port(5044), { kind: "span", first: 9200, last: 9205 }] }],
    ["`867`", port(867)],
    ["> 867", port(867)],
    ["+867", port(867)],
    ["/867", port(867)],
    ["<867>", port(867)],
    ["||867||", port(867)],
    ["867;", port(867)],
    ["867-tcp", port(867, "tcp")],
    ["8️⃣0️⃣", port(80)],
    ["\u200b8\u200b67\u200c", port(867)],
    ["22;80", { kind: "list", items: [port(22), port(80)] }],
    ["22|80", { kind: "list", items: [port(22), port(80)] }],
    ["22 plus 80", { kind: "list", items: [port(22), port(80)] }],
    ["465 vs 587", { kind: "compare", items: [port(465), port(587)] }],
    ["25,465,587", { kind: "list", items: [port(25), port(465), port(587)] }],
    ["80,443", { kind: "list", items: [port(80), port(443)] }],
    [
      "22 80 443/tcp ssh",
      { kind: "list", items: [port(22), port(80), port(443, "tcp"), { kind: "service", name: "ssh" }] },
    ],
    [
      "ssh, http",
      {
        kind: "list",
        items: [
          { kind: "service", name: "ssh" },
          { kind: "service", name: "http" },
        ],
      },
    ],
    ["22,", port(22)],
    ["/port 867", port(867)],
    ["867!", port(867)],
    ["867tcp", port(867, "tcp")],
    ["860 through 873", { kind: "span", first: 860, last: 873 }],
    ["22, 80 and 443", { kind: "list", items: [port(22), port(80), port(443)] }],
    ["80, 443 and ssh", { kind: "list", items: [port(80), port(443), { kind: "service", name: "ssh" }] }],
    ["80, 443, and ssh", { kind: "list", items: [port(80), port(443), { kind: "service", name: "ssh" }] }],
    ["80 and 443 ssh", { kind: "list", items: [port(80), port(443), { kind: "service", name: "ssh" }] }],
    ["ssh & 443/tcp or 80", { kind: "list", items: [{ kind: "service", name: "ssh" }, port(443, "tcp"), port(80)] }],
    ["ports 80, 443", { kind: "list", items: [port(80), port(443)] }],
    ["ports 80 and 443", { kind: "list", items: [port(80), port(443)] }],
    ["is 80 and", { kind: "service", name: "is 80 and" }],
    ["home and garden", { kind: "service", name: "home and garden" }],
    ["22, home assistant", { kind: "list", items: [port(22), { kind: "service", name: "home assistant" }] }],
    ["what is 80 and what is 443", { kind: "service", name: "what is 80 and what is 443" }],
    ["free ports", { kind: "free", count: 5, span: null, transport: null, consecutive: false }],
    ["free", { kind: "free", count: 5, span: null, transport: null, consecutive: false }],
    [
      "free 8000-9000",
      { kind: "free", count: 5, span: { first: 8000, last: 9000 }, transport: null, consecutive: false },
    ],
    ["free 3 udp", { kind: "free", count: 3, span: null, transport: "udp", consecutive: false }],
    ["free 4 consecutive", { kind: "free", count: 4, span: null, transport: null, consecutive: true }],
    [
      "free 8000 to 9000 2",
      { kind: "free", count: 2, span: { first: 8000, last: 9000 }, transport: null, consecutive: false },
    ],
    ["search time protocol", { kind: "search", text: "time protocol" }],
    ["random", { kind: "random" }],
    ["867 more", more(port(867))],
    ["more 867", more(port(867))],
    ["more about 867/udp", more(port(867, "udp"))],
    ["more about postgres", more({ kind: "service", name: "postgres" })],
    ["more on home assistant", more({ kind: "service", name: "home assistant" })],
    ["Postgres MORE?", more({ kind: "service", name: "postgres" })],
    ["6000-6063 more", more({ kind: "span", first: 6000, last: 6063 })],
    ["867 more more", more(port(867))],
    ["22 80 more", { kind: "list", items: [port(22), port(80)] }],
    ["free 3 more", { kind: "free", count: 3, span: null, transport: null, consecutive: false }],
    ["search time more", { kind: "search", text: "time more" }],
    ["random more", { kind: "random" }],
    ["more", { kind: "help" }],
    ["more more", { kind: "help" }],
  ])("reads %j as one kind of question", (text, query) => {
    expect(parseQuery(text)).toEqual(query);
  });

  it.each([
    ["65536", "above-65535", "help"],
    ["70000", "above-65535", "help"],
    ["70000/tcp", "above-65535", "help"],
    ["port 70000", "above-65535", "help"],
    ["60000-70000", "above-65535", "60000-65535"],
    ["port -1", "below-0", "1"],
    ["1,000", "not-decimal", "1000"],
    ["80,000", "above-65535", "help"],
    ["22/quic", "no-transport", "22"],
    ["10.0.0.1:8080", "not-understood", "8080"],
    ["127.0.0.1:99999", "above-65535", "help"],
    ["10.0.0.1/8", "not-understood", "help"],
    ["::1", "not-understood", "help"],
    ["2001:db8::1", "not-understood", "help"],
    ["12:30", "not-understood", "help"],
    ["867/quic", "no-transport", "867"],
    ["99999999999999999999999", "above-65535", "help"],
    ["-1", "below-0", "1"],
    ["1e3", "not-decimal", "1000"],
    ["0x50", "not-decimal", "80"],
    ["80.5", "not-whole", "80"],
    ["70000 more", "above-65535", "help"],
    ["867; rm -rf /", "not-understood", "867"],
    ["<!channel>", "not-understood", "help"],
    ["free near 65536", "free-not-understood", "free 3 udp 8000-9000"],
    ["free beer", "free-not-understood", "free 3 udp 8000-9000"],
    ["free 0", "free-not-understood", "free 3 udp 8000-9000"],
    ["free 21", "free-not-understood", "free 3 udp 8000-9000"],
    ["free 3 4", "free-not-understood", "free 3 udp 8000-9000"],
    ["search", "search-for-what", "search time protocol"],
    ["x".repeat(201), "too-long", "help"],
  ])("explains what is wrong with %j", (text, reason, suggestion) => {
    expect(parseQuery(text)).toMatchObject({ kind: "invalid", reason, suggestion });
  });

  it("echoes only the beginning of a long text", () => {
    const answer = parseQuery("🙂".repeat(5000));
    expect(answer).toMatchObject({ kind: "invalid", reason: "too-long" });
    expect(answer.kind === "invalid" && [...answer.input].length).toBeLessThan(50);
  });

  it("round-trips every query through its canonical text", () => {
    fc.assert(
      fc.property(typedText, (text) => {
        const query = parseQuery(text);
        if (query.kind !== "invalid") expect(parseQuery(formatQuery(query))).toEqual(query);
      }),
      { numRuns: 5000 },
    );
  });

  it.each([
    ["ports for kubernetes", { kind: "port-set", name: "kubernetes" }],
    ["Ports for  Domain Controller?", { kind: "port-set", name: "domain controller" }],
    ["/port ports for k8s", { kind: "port-set", name: "k8s" }],
    ["ports for kubernetes more", more({ kind: "port-set", name: "kubernetes" })],
    ["more about ports for kubernetes", more({ kind: "port-set", name: "kubernetes" })],
    ["ports for kafka as ufw", { kind: "port-rules", name: "kafka", format: "ufw" }],
    ["ports for kafka as nft", { kind: "port-rules", name: "kafka", format: "nftables" }],
    ["ports for mail server as AWS security group", { kind: "port-rules", name: "mail server", format: "aws" }],
    ["ports for kafka as ufw more", { kind: "port-rules", name: "kafka", format: "ufw" }],
    ["ports for kafka as usual", { kind: "port-set", name: "kafka as usual" }],
    ["ports for 22", { kind: "service", name: "ports for 22" }],
    [
      "ports for kafka, ssh",
      { kind: "list", items: ["ports for kafka", "ssh"].map((name) => ({ kind: "service", name })) },
    ],
    ["ports for", { kind: "service", name: "ports for" }],
  ])("reads %j as a system or not", (text, query) => {
    expect(parseQuery(text)).toEqual(query);
  });

  it("gives every query for rules back from its canonical text", () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9./+-]{0,9}( [a-z0-9./+-]{1,9}){0,3}$/).filter((text) => {
      return parseQuery(`ports for ${text}`).kind === "port-set";
    });
    fc.assert(
      fc.property(name, fc.constantFrom(...RULE_FORMATS), (system, format) => {
        const query = parseQuery(`ports for ${system} as ${format}`);
        expect(query).toMatchObject({ kind: "port-rules", format });
        expect(query.kind !== "invalid" && parseQuery(formatQuery(query))).toEqual(query);
      }),
      { numRuns: 500 },
    );
  });

  it("takes the name of no system for a service", () => {
    const isPortSet = (name: string) => name === "kafka";
    expect(parseQuery("ports for kafka", undefined, isPortSet)).toEqual({ kind: "port-set", name: "kafka" });
    expect(parseQuery("ports for ssh", undefined, isPortSet)).toEqual({ kind: "service", name: "ports for ssh" });
  });

  it("drops the punctuation before the word more, as at the end of a text", () => {
    expect(parseQuery("0, a. more")).toEqual(parseQuery("0, a"));
  });

  it("gives every query for more back from its canonical text", () => {
    fc.assert(
      fc.property(listed, (of) => {
        const query = { kind: "more", of } as const;
        expect(parseQuery(formatQuery(query))).toEqual(query);
        expect(parseQuery(`more about ${formatQuery(of)}`)).toEqual(query);
        const isAmbiguous = of.kind === "service" && /^(?:about|on) /.test(of.name);
        if (!isAmbiguous) expect(parseQuery(`more ${formatQuery(of)}`)).toEqual(query);
      }),
      { numRuns: 2000 },
    );
  });

  it("takes any text, and what it suggests is always a query", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: "binary", maxLength: 300 }), typedText), (text) => {
        const parsed = parseQuery(text);
        if (parsed.kind === "invalid") expect(parseQuery(parsed.suggestion).kind).not.toBe("invalid");
      }),
      { numRuns: 5000 },
    );
  });
});

describe("toAsciiDigits", () => {
  it("reads the ten digits of every script in Unicode", () => {
    const digits = Array.from({ length: 0x11_0000 }, (_, code) => code)
      .filter((code) => code < 0xd800 || code > 0xdfff)
      .map((code) => String.fromCodePoint(code))
      .filter((character) => /\p{Nd}/u.test(character));
    // Each script has exactly ten, in order, so the sequence repeats from 0 to 9.
    expect(digits.map(toAsciiDigits).join("")).toBe("0123456789".repeat(digits.length / 10));
  });
});
