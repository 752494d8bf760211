import { describe, expect, it } from "vitest";
import type { Answer } from "#core/answers/answer.ts";
import { readQuestion } from "#core/query/read-message.ts";
import { answerTo } from "../../support/cards/corpus.ts";
import { knowledge, portByName } from "../../support/registry/committed.ts";

const context = { portByName, names: knowledge.services, isPortSet: knowledge.software.portSets.has };
const read = (text: string, manner: "command" | "mention" | "foreign") => readQuestion({ text, manner }, context).query;
const nameOf = (answer: Answer) => (answer.kind === "port-set" ? answer.name : answer.kind);

describe("a question for the ports of a system", () => {
  it.each([
    ["ports for kubernetes", "kubernetes"],
    ["kubernetes ports", "kubernetes"],
    ["k8s ports?", "kubernetes"],
    ["ports for a domain controller", "active directory"],
    ["which ports does a domain controller need", "active directory"],
    ["what ports does Active Directory use?", "active directory"],
    ["which ports does kafka need", "kafka"],
    ["rabbitmq ports", "rabbitmq"],
    ["rabbitmq firewall rules", "rabbitmq"],
    ["firewall rules for our mail server", "mail server"],
    ["what do I need to open for vault?", "vault"],
    ["which ports have to be open between kubernetes nodes", "kubernetes"],
    ["mail server ports", "mail server"],
    ["list all the ports of a redis cluster please", "redis cluster"],
    ["which ports need to be open for docker swarm mode", "docker swarm"],
    ["puertos de kafka", "kafka"],
    ["open ports for hyper-v", "hyper-v"],
    ["which ports do clients need to reach the domain controllers", "active directory"],
    ["what ports does our old kafka cluster need between the data centres", "kafka"],
    ["need the full rabbitmq port list incl. clustering", "rabbitmq"],
    ["nfs through a firewall, what do I allow", "nfs"],
    ["kubernetes cluster", "kubernetes"],
    ["mail server", "mail server"],
  ])("%j is read as one, typed or mentioned", (text, id) => {
    expect(nameOf(answerTo(text))).toBe(id);
    expect(nameOf(answerTo(text, "mention"))).toBe(id);
  });

  it.each([
    ["set kubernetes", "kubernetes"],
    ["/port set kubernetes", "kubernetes"],
    ["set domain controller", "active directory"],
  ])("%j is one, though set is also a command", (text, id) => {
    expect(nameOf(answerTo(text))).toBe(id);
  });

  it("may ask for more", () => {
    expect(read("kubernetes ports more", "command")).toEqual({
      kind: "more",
      of: { kind: "port-set", name: "kubernetes" },
    });
  });
});

describe("a question for the rules of a system", () => {
  it.each([
    ["ports for kubernetes as ufw", "kubernetes", "ufw"],
    ["kubernetes ports as nftables", "kubernetes", "nftables"],
    ["ufw rules for our mail server", "mail server", "ufw"],
    ["iptables rules for a domain controller please", "domain controller", "iptables"],
    ["security group for kafka", "kafka", "aws"],
    ["kafka ports as aws", "kafka", "aws"],
    ["which aws security group rules does rabbitmq need", "rabbitmq", "aws"],
    ["kubernetes network policy for kafka", "kafka", "networkpolicy"],
  ])("%j is read as one, typed or mentioned", (text, name, format) => {
    for (const manner of ["command", "mention"] as const)
      expect(read(text, manner)).toEqual({ kind: "port-rules", name, format });
  });

  it.each([
    "iptables",
    "iptables rules",
    "ufw is down",
    "iptables drops kafka traffic from 10.0.0.1",
    "security group",
    "network policy for ssh",
    "ports for ssh as ufw",
  ])("%j is none", (text) => {
    for (const manner of ["command", "mention"] as const) expect(read(text, manner).kind).not.toBe("port-rules");
  });
});

describe("no question for the ports of a system", () => {
  it.each([
    "kubernetes",
    "kubernetes port",
    "which port does kafka use",
    "default kafka port",
    "smtp port",
    "smtp ports",
    "ssh ports",
    "ports for ssh",
    "what is mail",
    "kafka and zookeeper ports",
    "kafka 9092 ports",
    "ports 80 and 443",
    "the mail server is down",
    "free ports for kafka",
    "search kubernetes ports",
    "claim 8867 kafka",
    "book kafka ports",
    "set system kubernetes",
    "set kafkaesque",
    "kafka ports are slow since the upgrade of the mail relay",
  ])("is %j", (text) => {
    for (const manner of ["command", "mention"] as const) expect(read(text, manner).kind).not.toBe("port-set");
  });

  it("is a message of somebody else", () => {
    expect(read("which ports does kafka need", "foreign").kind).toBe("explain");
  });

  it("is a name that no system has: it stays a service", () => {
    expect(answerTo("ports for postgres")).toMatchObject({ kind: "service", main: { port: 5432 } });
  });
});
