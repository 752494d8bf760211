import { describe, expect, it } from "vitest";
import { findNames, OBJECT_CUES } from "#core/query/find-names.ts";
import { parseTeamQuery } from "#core/query/parse-team-query.ts";
import { readCommand, readMessage } from "#core/query/read-message.ts";
import { knowledge, portByName } from "../../support/registry/committed.ts";

const context = { portByName, names: knowledge.services, isPortSet: knowledge.software.portSets.has };
const service = (name: string) => ({ kind: "service", name });
const list = (...names: readonly string[]) => ({ kind: "list", items: names.map(service) });
const compared = (...names: readonly string[]) => ({ kind: "compare", items: names.map(service) });

describe("a sentence that asks by name", () => {
  it.each([
    ["ssh port", service("ssh")],
    ["port of ssh", service("ssh")],
    ["ssh port number", service("ssh")],
    ["mongo default port", service("mongo")],
    ["default port of mysql", service("mysql")],
    ["default kafka port pls", service("kafka")],
    ["which port does redis use by default", service("redis")],
    ["which ports do i need to open for memcached", service("memcached")],
    ["memcached ports", service("memcached")],
    ["what does telnet use", service("telnet")],
    ["does ntp use tcp or udp and which port", service("ntp")],
    ["is redis safe to expose", service("redis")],
    ["can we expose the dashboard of traefik", service("traefik")],
    ["what port is the remote desktop on", service("remote desktop")],
    ["sql server port", service("sql server")],
    ["ldap over ssl, which port", service("ldap over ssl")],
    ["winrm http and https ports", service("winrm")],
    ["which port does postgres 16 use?", service("postgres")],
    ["Welchen Port nimmt eigentlich Grafana standardmäßig?", service("grafana")],
    ["LDAPSのポート番号教えて", service("ldaps")],
    ["mysql vs postgres", compared("mysql", "postgres")],
    ["ldap and ldaps ports", list("ldap", "ldaps")],
    ["jenkins and sonarqube default ports please", list("jenkins", "sonarqube")],
    ["prometeus default port", service("prometeus")],
    ["what port does our billing-gateway use", service("billing-gateway")],
    ["which port does bind use", service("bind")],
  ])("%j", (text, query) => {
    expect(readMessage(text, context)).toEqual(query);
  });

  it("takes a number beside the name for something else, if it asks for the port", () => {
    expect(readMessage("which port does windows server 2019 use for rdp", context)).toEqual(service("rdp"));
    expect(readMessage("is smtp 25 or 587", context)).toMatchObject({
      kind: "list",
      items: [{ port: 25 }, { port: 587 }],
    });
  });
});

describe("a command with words around a name", () => {
  it.each([
    ["ssh port", service("ssh")],
    ["port for ssh", service("ssh")],
    ["default port of mysql", service("mysql")],
    ["mysql vs postgres", compared("mysql", "postgres")],
    ["postgres", service("postgres")],
    ["postgress", service("postgress")],
    ["time", service("time")],
    ["echo port", service("echo")],
    ["ssh port more", { kind: "more", of: service("ssh") }],
    [
      "ssh http 443",
      { kind: "list", items: [service("ssh"), service("http"), { kind: "port", port: 443, transport: null }] },
    ],
    ["dns udp", service("dns")],
    ["puerto 8080", { kind: "port", port: 8080, transport: null }],
    ["any 867", { kind: "port", port: 867, transport: null }],
  ])("%j", (text, query) => {
    expect(readCommand(text, context)).toEqual(query);
  });
});

describe("everyday words and names in passing", () => {
  it.each([
    "is it up?",
    "is redis up?",
    "who is on call?",
    "the redis upgrade is done",
    "why is grafana slow",
    "open a ticket for postgres",
    "cannot bind: address already in use",
    "the next port is down",
    "i will port the dashboards to grafana",
    "https://x.example/path is down",
    "arp shows it, who is that",
    "all fine, thanks to the network team",
    "ERROR 404",
    "vlan 200",
  ])("%j names nothing", (text) => {
    expect(readMessage(text, context)).toMatchObject({ kind: "invalid" });
  });
});

describe("the words around a name that is asked for", () => {
  it.each(OBJECT_CUES.map(({ example }) => example))("%s", (example) => {
    expect(readMessage(example.replace("NAME", "bind"), context)).toEqual(service("bind"));
    expect(readMessage(example.replace("NAME", "bind address"), context)).not.toEqual(service("bind"));
  });
});

describe("names", () => {
  it("are looked up as a whole, the longest first, and no more often than words allow", () => {
    const asked: string[] = [];
    const names = {
      sourceOf: (name: string) => {
        asked.push(name);
        return name === "home assistant" ? ("known-use" as const) : null;
      },
      isProgram: () => false,
      correct: () => null,
    };
    expect(findNames("port for home assistant voice", names).asked).toEqual([service("home assistant")]);
    const afterFiller = ["for home assistant voice", "for home assistant", "for home"];
    expect(asked).toEqual([...afterFiller, "home assistant voice", "home assistant", "voice"]);
    asked.length = 0;
    findNames("port ".repeat(10) + "word ".repeat(1000), names);
    expect(asked.length).toBeLessThan(500);
  });
});

describe("a name that is found in a sentence", () => {
  it.each([
    ["steam port", "steam"],
    ["open policy agent port", "open policy agent"],
    ["7 days to die port", "7-days-to-die"],
    ["teamspeak 3 port", "teamspeak-3"],
  ])("is read the same when it's typed alone: %s", (text, name) => {
    expect(readMessage(text, context)).toEqual(service(name));
    expect(readCommand(name, context)).toEqual(service(name));
  });

  it.each(["22, undo", "redis vs forget me", "ssh, set system macos", "more undo", "explain undo"])(
    "is never a change of the team's data: %s",
    (text) => {
      for (const read of [readMessage, readCommand]) {
        const query = read(text, context);
        const items = query.kind === "list" || query.kind === "compare" ? query.items : [query];
        for (const item of items) if (item.kind === "service") expect(parseTeamQuery(item.name)).toBeNull();
      }
    },
  );
});
