import { describe, expect, it } from "vitest";
import { renderPlainText } from "#core/card/plain-text.ts";
import { answerTo, cardOf } from "../../support/cards/corpus.ts";
import { registry } from "../../support/registry/committed.ts";

const full = (port: string) => renderPlainText(cardOf(`${port} more`));

describe("the full card tells what the registry holds of an assignment", () => {
  it.each([
    ["443", "assigned to IESG"],
    ["873", "assigned to Andrew Tridgell"],
    ["2376", "assigned to DOCKER"],
    ["12865", "assigned to netperf.org"],
  ])("to whom it was given: %s is %s", (port, words) => {
    expect(full(port)).toContain(words);
  });

  it("when: its dates", () => {
    expect(full("853")).toContain("registered 2015-10-08 · updated 2022-04-11");
  });

  it.each([
    ["4000", "Potential Conflict of ports PORT 4000 also used by ICQ <www.icq.com>"],
    ["1232", "Microsoft (unoffically) using 1232"],
    ["90", "PORT 90 also being used unofficially by Pointcast"],
    ["400", "Formerly was Workstation Solutions"],
  ])("IANA's note on it, in quotation marks and IANA's own words: %s", (port, note) => {
    expect(full(port)).toContain(`IANA’s note: “${note}”`);
  });

  it("says whose 4444 is, as the registry does, and names nobody else as its owner", () => {
    const card = cardOf("4444 more");
    const [krb524, nv] = renderPlainText(card)
      .split("\n")
      .filter((line) => line.startsWith("• "));
    expect(card.title).not.toContain("nv-video");
    expect(krb524).toContain("IANA’s note: “krb524 assigned the port, nv used it without an assignment”");
    expect(nv).toContain("in use without an IANA assignment");
    expect(nv).not.toContain("assigned to");
    expect(full("4444")).toContain("only for krb524, which it’s assigned to; anything else here will conflict with it");
  });

  it("doesn't name nv-video as a neighbour of 4445", () => {
    expect(full("4445")).toContain("4444 krb524 (−1)");
  });
});

describe("the full card tells why a number isn't assigned", () => {
  it.each([
    ["2", "“De-assigned on 2025-02-13, previously compressnet by [Bernie Volz]” (tcp, udp)"],
    ["831", "“Previously assigned to NETCONF over BEEP but released by [RFC9900]” (tcp, udp)"],
    ["3980", "“Historic usage was acms. De-Assigned on 2020-12-29” (tcp) · registered 2006-06 · updated 2020-12-29"],
    ["51", "“This entry is being removed on 2013-05-24.” · updated 2013-05-24"],
    ["585", "“De-registered”, “Use of 585 is not recommended, use 993 instead” · updated 2006-04-25"],
    ["3404", "“Removed” · updated 2002-05-01"],
    ["1895", "“Microsoft (unoffically) using 1895” (tcp, udp)"],
    ["4144", "“Compuserve (unoffically) is using port 4144”"],
    ["6588", "“Unofficial use of port 6588 by AnalogX and Microsoft”"],
    ["2825", "“(unassigned) Possibly assigned”"],
    ["15", "“Unassigned [was netstat]” (tcp)"],
    ["2925", "“Unassigned (FRP-Released 12/7/00)”"],
    ["44323", '“"pcp" assignment withdrawn, moved to port 5351 per RFC6887” (udp)'],
  ])("%s: %s", (port, words) => {
    expect(full(port)).toContain(`IANA’s note: ${words}`);
  });

  it("gives the document where IANA gives no words: 49151", () => {
    expect(full("49151")).toContain("IANA’s entry: reserved · RFC 6335");
  });

  it("gives only the reason for the transport that was asked for", () => {
    expect(full("1407/udp")).toContain("“This port has been removed on 2015-06-16.” (udp)");
    expect(answerTo("1407/tcp")).toMatchObject({ reasons: [] });
  });

  it("tells of no reason where there is none", () => {
    expect(answerTo("867")).toMatchObject({ reasons: [] });
    expect(full("867")).not.toContain("IANA’s note");
  });

  it("never says that nobody can have a reserved number: IANA has assigned such before", () => {
    const card = full("2");
    expect(card).not.toMatch(/nobody|never/);
    expect(card).toContain("IANA has assigned reserved numbers before");
  });

  it("has a reason for 44 reserved rows, all but one on which IANA notes something, and shows each", () => {
    const rows = [...registry.records].filter(({ category, note }) => category === "reserved" && note !== null);
    expect(rows).toHaveLength(44);
    for (const { span, note } of rows) expect(full(`${span?.first}`)).toContain(`“${note}”`);
  });
});

describe("every note of a row with a number is on that number's full card", () => {
  it.each(
    [...registry.records].flatMap(({ span, note }) =>
      span === null || note === null ? [] : [[span.first, note] as const],
    ),
  )("%i: %s", (port, note) => {
    expect(full(`${port}`)).toContain(`“${note}”`);
  });
});

describe("the full card links the registry", () => {
  const page = "https://www.iana.org/assignments/service-names-port-numbers/service-names-port-numbers.xhtml";

  it.each(["0", "867", "443", "49151"])("searched for %s", (port) => {
    expect(full(port)).toContain(`(${page}?search=${port})`);
  });

  it("without a search for a dynamic port, which has no row", () => {
    expect(full("51820")).toContain(`(${page})`);
  });
});

describe("an unassigned block of one number", () => {
  it("claims no more of the numbers beside it than that they aren't available: 4 lies between 3, reserved, and 5", () => {
    expect(answerTo("4")).toMatchObject({ block: { first: 4, last: 4 } });
    expect(answerTo("3")).toMatchObject({ state: "reserved" });
    expect(full("4")).toContain("4 alone; the numbers on both sides aren’t available");
    expect(full("4")).not.toContain("taken");
  });
});

describe("ranges", () => {
  it.each(["867", "867 more", "860-873", "860-873 more"])("of %s have the name that everybody uses, too", (query) => {
    expect(renderPlainText(cardOf(query))).toMatch(/System \(well-known\)( ports)? 0–1023/);
  });

  it.each(["6379", "6379 more", "6370-6380", "6370-6380 more"])(
    "of %s have the name that everybody uses, too",
    (query) => {
      expect(renderPlainText(cardOf(query))).toMatch(/User \(registered\)( ports)? 1024–49151/);
    },
  );
});

describe("the answer as JSON", () => {
  it("has the note, the assignee and the reason", () => {
    expect(answerTo("4444")).toMatchObject({
      assignments: [
        { serviceName: "krb524", assignees: ["B. Clifford Neuman"], note: expect.stringContaining("krb524 assigned") },
        { serviceName: "krb524" },
        { serviceName: "nv-video", isUnassignedUse: true },
        { serviceName: "nv-video", isUnassignedUse: true },
      ],
    });
    expect(answerTo("27017")).toMatchObject({
      assignments: [{ assignees: ["MongoDB, Inc."], contacts: ["Akshay Kumar"], registered: "2019-02-21" }],
    });
    expect(answerTo("2")).toMatchObject({
      reasons: [{ state: "reserved", transports: ["tcp", "udp"], words: [expect.stringContaining("compressnet")] }],
    });
  });
});

describe("the brief card", () => {
  it.each([
    ["585", "IANA’s note: “Use of 585 is not recommended, use 993 instead”."],
    ["2", "previously compressnet"],
    ["1895", "Microsoft"],
  ])("of %s, which no software is known for, has IANA's own words: %s", (port, words) => {
    expect(renderPlainText(cardOf(port))).toContain(words);
  });

  it("of 4444 names nobody whom IANA hasn't assigned it to", () => {
    expect(renderPlainText(cardOf("4444"))).toContain(" · IANA: krb524 (tcp, udp) · ");
  });
});
