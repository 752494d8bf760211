import { existsSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { createSnapshot } from "#core/registry/create-snapshot.ts";
import { spanText, TRANSPORTS } from "#core/registry/port.ts";
import type { RegistryRecord } from "#core/registry/record.ts";
import { createRegistry } from "#core/registry/registry.ts";
import { registry } from "../../support/registry/committed.ts";
import {
  digestLines,
  readAssignees,
  readCsvRows,
  readNotes,
  readPeople,
  readStates,
} from "../../support/registry/independent-reading.ts";

const fixture = (name: string) => readFileSync(new URL(`../../fixtures/registry/${name}`, import.meta.url), "utf8");
const DIGESTS = fixture("states.txt");
const ASSIGNEES = fixture("assignees.txt");
const NOTES = fixture("notes.tsv");
const source = (format: string) =>
  new URL(`../../../../shared/iana/service-names-port-numbers.${format}`, import.meta.url);

function record(fields: Partial<RegistryRecord>): RegistryRecord {
  return {
    span: null,
    transport: null,
    category: "assigned",
    serviceName: null,
    description: "",
    assignees: [],
    contacts: [],
    references: [],
    registered: null,
    modified: null,
    serviceCode: null,
    unauthorizedUse: [],
    aliasOf: null,
    replaces: null,
    isUnassignedUse: false,
    note: null,
    ...fields,
  };
}

describe("the registry's index", () => {
  it("agrees on every number and transport with an independent reading of the source rows, kept as digests", () => {
    const states = Array.from({ length: 49_152 }, (_, port) => {
      const names = registry
        .assignmentsAt(port)
        .filter((row) => row.serviceName !== null)
        .map((row) => `${row.serviceName}/${row.transport ?? ""}`);
      const there = TRANSPORTS.map((transport) => registry.stateOf(port, transport)).join(" ");
      return `${there} ${names.sort().join(" ")}`.trimEnd();
    });
    expect(digestLines(states)).toBe(DIGESTS);
    for (let port = 49_152; port <= 65_535; port++) {
      expect(TRANSPORTS.map((transport) => registry.stateOf(port, transport))).toEqual(Array(4).fill("dynamic"));
      expect(registry.assignmentsAt(port)).toEqual([]);
    }
  });

  it("names on every number whom an independent reading of the source names, kept as digests", () => {
    const there: string[][] = Array.from({ length: 49_152 }, () => []);
    for (const { span, serviceName, transport, assignees, contacts } of registry.records) {
      if (span === null || assignees.length === 0) continue;
      const contact = contacts.length === 0 ? "" : `, contact ${contacts.join(" + ")}`;
      const line = `${serviceName ?? ""}/${transport ?? ""} ${assignees.join(" + ")}${contact}`;
      for (let port = span.first; port <= span.last; port++) there[port]?.push(line);
    }
    expect(digestLines(there.map((lines) => lines.sort().join("; ")))).toBe(ASSIGNEES);
  });

  it("has the notes that an independent reading of the source takes to be meant for people", () => {
    const notes = [...registry.records].flatMap(({ span, transport, serviceName, note }) => {
      const numbers = span === null ? "" : spanText(span);
      return note === null ? [] : [[numbers, transport, serviceName, note].join("\t")];
    });
    expect(`${notes.join("\n")}\n`).toBe(NOTES);
  });

  it.skipIf(!existsSync(source("csv")))(
    "has fixtures that IANA's own files give (skipped where ../shared/iana is absent)",
    () => {
      const rows = readCsvRows(readFileSync(source("csv"), "utf8"));
      const people = readPeople(readFileSync(source("xml"), "utf8"));
      expect(digestLines(readStates(rows))).toBe(DIGESTS);
      expect(digestLines(readAssignees(rows, people))).toBe(ASSIGNEES);
      expect(`${readNotes(rows).join("\n")}\n`).toBe(NOTES);
    },
  );

  it("counts what the registry of 2026-08-17 holds", () => {
    const inBlocks = registry.unassignedBlocks.reduce((sum, { first, last }) => sum + last - first + 1, 0);
    const withService = registry.assignedPorts.filter((port) =>
      registry.assignmentsAt(port).some(({ serviceName }) => serviceName !== null),
    );
    expect({ inBlocks, blocks: registry.unassignedBlocks.length, withService: withService.length }).toEqual({
      inBlocks: 42_721,
      blocks: 854,
      withService: 6350,
    });
  });

  it.each([
    [855, { first: 855, last: 859 }, 854, 860],
    [856, { first: 855, last: 859 }, 854, 860],
    [863, { first: 863, last: 872 }, 862, 873],
    [867, { first: 863, last: 872 }, 862, 873],
  ])("puts %i into its unassigned block, between its neighbours", (port, block, below, above) => {
    expect(registry.blockAround(port)).toEqual(block);
    expect(registry.nearestAssigned(port, "below", 1)).toEqual([below]);
    expect(registry.nearestAssigned(port, "above", 1)).toEqual([above]);
  });

  it("merges unassigned rows that IANA keeps apart: 781–799", () => {
    expect(registry.blockAround(790)).toEqual({ first: 781, last: 799 });
  });

  it("lets a row for one number beat a span that IANA has not split: 7775 and 7997", () => {
    const states = (port: number) => TRANSPORTS.slice(0, 2).map((transport) => registry.stateOf(port, transport));
    expect(states(7775)).toEqual(["assigned", "reserved"]);
    expect(states(7997)).toEqual(["assigned", "reserved"]);
    expect(states(7774)).toEqual(["unassigned", "unassigned"]);
    expect(registry.blockAround(7774)).toEqual({ first: 7748, last: 7774 });
    expect(registry.blockAround(7775)).toBeNull();
  });

  it("keeps every assignment of one number and transport", () => {
    expect(registry.assignmentsAt(80).map(({ serviceName, transport }) => `${serviceName}/${transport}`)).toEqual([
      "http/tcp",
      "http/udp",
      "www/tcp",
      "www/udp",
      "www-http/tcp",
      "www-http/udp",
      "http/sctp",
    ]);
  });

  it("has a state per transport: assigned, reserved, withdrawn, unassigned and unlisted", () => {
    expect(registry.stateOf(6379, "udp")).toBe("reserved");
    expect(registry.stateOf(2905, "udp")).toBe("withdrawn");
    expect(registry.stateOf(5316, "udp")).toBe("unassigned");
    expect(registry.stateOf(2376, "udp")).toBe("unlisted");
    expect(registry.stateOf(24, "tcp")).toBe("assigned");
  });

  it("finds a service that was assigned a whole span, and its neighbours outside of it", () => {
    expect(registry.assignmentsAt(6005).map(({ serviceName }) => serviceName)).toEqual(["x11", "x11"]);
    expect(registry.nearestAssigned(6064, "below", 2)).toEqual([6063, 6062]);
  });

  it("has no neighbours below the lowest and above the highest assigned number", () => {
    const echo = record({ span: { first: 7, last: 7 }, transport: "tcp", serviceName: "echo" });
    const small = createRegistry(createSnapshot("2026-01-01", [echo]));
    expect(small.nearestAssigned(7, "below", 3)).toEqual([]);
    expect(small.nearestAssigned(7, "above", 3)).toEqual([]);
    expect(small.nearestAssigned(65_535, "below", 3)).toEqual([7]);
    expect(small.stateOf(8, "tcp")).toBe("unlisted");
    expect(small.blockAround(8)).toBeNull();
  });
});
