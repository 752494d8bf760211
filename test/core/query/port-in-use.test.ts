import { describe, expect, it } from "vitest";
import { formatQuery } from "#core/query/format-query.ts";
import { parseQuery } from "#core/query/parse-query.ts";
import { readQuestion } from "#core/query/read-message.ts";
import { knowledge, portByName } from "../../support/registry/committed.ts";

const read = (text: string) => {
  const { query } = readQuestion(
    { text, manner: "mention" },
    { portByName, names: knowledge.services, isPortSet: knowledge.software.portSets.has },
  );
  return query.kind === "invalid" ? "invalid" : formatQuery(query);
};

describe("a port that a program can't listen on", () => {
  it.each([
    ["Error: listen EADDRINUSE: address already in use :::3000", "3000"],
    ["OSError: [Errno 98] Address already in use: ('0.0.0.0', 8000)", "8000"],
    ["nginx: [emerg] bind() to 0.0.0.0:80 failed (98: Address already in use)", "80"],
    ["panic: listen tcp :8081: bind: address already in use", "8081/tcp"],
    ["Bind for 0.0.0.0:5432 failed: port is already allocated", "5432"],
    ["Web server failed to start. Port 9090 was already in use.", "9090"],
    ["listen tcp 0.0.0.0:5000: bind: Only one usage of each socket address is normally permitted.", "5000"],
    ["could not bind to 0.0.0.0:6379", "6379"],
    ["spec.ports[0].nodePort: Invalid value: 30080: provided port is already allocated", "30080"],
    ["something says 8080 is already in use on my laptop", "8080"],
  ])("is found in %j", (text, port) => {
    expect(read(text)).toBe(`${port} in use`);
  });

  it.each([
    ["bind() to 0.0.0.0:80 failed (13: Permission denied)", "80"],
    ["listen tcp 203.0.113.9:8080: bind: cannot assign requested address", "8080"],
    ["is 8080 in use anywhere?", "8080"],
    ["connect ECONNREFUSED 127.0.0.1:5432", "5432"],
    ["Address already in use: 8080, 8443", "8080 8443"],
  ])("isn't what %j says", (text, meant) => {
    expect(read(text)).toBe(meant);
  });

  it.each(["8080 in use", "53/udp in use"])("round-trips as %j", (text) => {
    const query = parseQuery(text);
    expect(query).toMatchObject({ kind: "in-use" });
    expect(query.kind !== "invalid" && formatQuery(query)).toBe(text);
  });
});
