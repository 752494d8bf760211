import { describe, expect, it } from "vitest";
import { formatQuery } from "#core/query/format-query.ts";
import { readQuestion } from "#core/query/read-message.ts";
import { knowledge, portByName } from "../../support/registry/committed.ts";

const context = { portByName, names: knowledge.services, isPortSet: knowledge.software.portSets.has };

function read(text: string): string {
  const { query } = readQuestion({ text, manner: "mention" }, context);
  return query.kind === "invalid" ? "asked back" : formatQuery(query);
}

describe("a request for free ports", () => {
  it.each([
    ["any free port between 9000 and 9100?", "free 9000-9100"],
    ["give me 3 unused ports above 20000", "free 3 20001-65535"],
    ["need a port for my new service", "free"],
    ["which ports can I use for my app", "free"],
    ["pick me an open port", "free"],
    ["next free port after 8080", "free 8081-8180"],
    ["two free ports near 9090", "free 2 8990-9190"],
    ["can i get two ports in a row", "free 2 consecutive"],
    ["an available port in the 30000s", "free 30000-39999"],
    ["block of 8 free ports", "free 8 consecutive"],
    ["what's a good port for a custom daemon?", "free"],
    ["port suggestions for a udp game server?", "free udp"],
    ["we need a port that isn't taken, tcp, somewhere in 7000-7999", "free tcp 7000-7999"],
  ])("is read from %j", (text, query) => {
    expect(read(text)).toBe(query);
  });

  it.each([
    ["is port 8080 free?", "8080"],
    ["need port 443 open on the firewall", "443"],
    ["which port should i use for redis", "redis"],
    ["what's a good port for prometheus", "prometheus"],
    ["can i use 8443 instead", "8443"],
    ["we have 3 ports on the router", "asked back"],
    ["the usb port is available", "asked back"],
    ["why is the port not available", "asked back"],
  ])("isn't what %j is", (text, query) => {
    expect(read(text)).toBe(query);
  });
});
