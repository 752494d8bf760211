import { describe, expect, it } from "vitest";
import { answerTo } from "../../support/cards/corpus.ts";

describe("the answer for a port", () => {
  it("contains everything about 867", () => {
    expect(answerTo("867")).toMatchObject({
      kind: "port",
      port: 867,
      transport: null,
      range: { name: "system", first: 0, last: 1023 },
      states: { tcp: "unassigned", udp: "unassigned", sctp: "unassigned", dccp: "unassigned" },
      assignments: [],
      block: { first: 863, last: 872, size: 10 },
      nearby: {
        below: [
          {
            port: 862,
            distance: 5,
            assignments: [
              { serviceName: "twamp-control", transport: "tcp", description: "TWAMP-Control", references: ["RFC5357"] },
              { serviceName: "twamp-test", transport: "udp", references: ["RFC8545"] },
            ],
          },
          { port: 861, distance: 6 },
          { port: 860, distance: 7 },
        ],
        above: [
          { port: 873, distance: 6 },
          { port: 886, distance: 19 },
          { port: 887, distance: 20 },
        ],
      },
      knownUses: [],
      software: [],
      purpose: null,
      exposure: null,
      advice: [
        { level: "no", reason: "may-be-assigned" },
        { level: "caution", reason: "privileged" },
        { level: "caution", reason: "once-ephemeral", ranges: [expect.objectContaining({ first: 600, last: 1023 })] },
        { level: "ok", reason: "not-ephemeral", except: [] },
        { level: "ok", reason: "not-blocked-by-browsers" },
      ],
      registry: { updated: "2026-08-17", records: 14_533, isOutdated: false },
    });
  });

  it.each([
    ["855", { first: 855, last: 859, size: 5 }, 854, 860],
    ["856", { first: 855, last: 859, size: 5 }, 854, 860],
    ["863", { first: 863, last: 872, size: 10 }, 862, 873],
  ])("puts %s into its block", (text, block, below, above) => {
    expect(answerTo(text)).toMatchObject({
      block,
      nearby: { below: [{ port: below }, {}, {}], above: [{ port: above }, {}, {}] },
    });
  });

  it("calls 60463 dynamic on every transport", () => {
    expect(answerTo("60463")).toMatchObject({
      range: { name: "dynamic", first: 49_152, last: 65_535 },
      states: { tcp: "dynamic", udp: "dynamic", sctp: "dynamic", dccp: "dynamic" },
      block: null,
      assignments: [],
    });
  });

  it("names the requested transport's assignments first", () => {
    const answer = answerTo("862/udp");
    expect(answer.kind === "port" && answer.assignments.map(({ serviceName }) => serviceName)).toEqual([
      "twamp-test",
      "twamp-control",
    ]);
  });

  it("reports unauthorized use only for the numbers that the registry names", () => {
    expect(answerTo("796")).toMatchObject({ unauthorizedUse: true });
    expect(answerTo("795")).toMatchObject({ unauthorizedUse: false });
  });

  it("has no commands for port 0, where nothing can listen", () => {
    expect(answerTo("0")).toMatchObject({ states: { tcp: "reserved", udp: "reserved" }, commands: [] });
  });

  it.each([
    ["9200", ["Elasticsearch"]],
    ["9200/udp", []],
    ["9100", ["Network printer", "Node Exporter"]],
    ["1433", ["SQL Server"]],
    ["27017", ["MongoDB"]],
    ["867", []],
  ])("names the usual software of %s, whatever the registry says", (text, software) => {
    expect(answerTo(text)).toMatchObject({ software });
  });

  it("gives the reasons for and against using a port", () => {
    const reasons = (text: string) => {
      const answer = answerTo(text);
      return answer.kind === "port" ? answer.advice.map(({ level, reason }) => `${level} ${reason}`) : [];
    };
    expect(reasons("60463")).toEqual(["no dynamic", "caution ephemeral", "ok not-blocked-by-browsers"]);
    expect(reasons("6000")).toEqual(expect.arrayContaining(["no assigned", "caution blocked-by-browsers"]));
    expect(reasons("9200")).toEqual(expect.arrayContaining(["no assigned", "caution known-use", "ok not-ephemeral"]));
    expect(reasons("585")).toEqual(expect.arrayContaining(["no withdrawn"]));
    expect(reasons("8801")).toEqual(expect.arrayContaining(["caution unauthorized-use"]));
    expect(reasons("5000")).toEqual(expect.arrayContaining(["caution once-ephemeral", "ok not-ephemeral"]));
    expect(reasons("30005")).not.toContain("caution known-use");
    expect(reasons("0")).toEqual(["no port-zero"]);
    expect(reasons("49151")).toEqual(expect.arrayContaining(["no reserved", "caution ephemeral"]));
  });

  it("keeps security history apart from known uses", () => {
    const answer = answerTo("445");
    expect(answer.kind === "port" && answer.knownUses.map(({ kind }) => kind)).toContain("history");
    expect(answer.kind === "port" && answer.software.join()).not.toContain("WannaCry");
  });

  it("never names an assignment that IANA has not made", () => {
    const answer = answerTo("888");
    expect(answer.kind === "port" && answer.advice[0]).toEqual({
      level: "no",
      reason: "assigned",
      names: ["accessbuilder"],
    });
    const nameless = answerTo("1008/udp");
    expect(nameless.kind === "port" && nameless.advice[0]).toMatchObject({ reason: "recorded" });
  });
});
