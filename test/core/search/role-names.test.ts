import { describe, expect, it } from "vitest";
import { answerTo } from "../../support/cards/corpus.ts";
import { knowledge } from "../../support/registry/committed.ts";

const mainPort = (name: string) => {
  const answer = answerTo(name);
  return answer.kind === "service" ? answer.main?.port : answer.kind;
};

describe("a product's name and what the number is to it", () => {
  it.each([
    ["etcd peer", 2380],
    ["rabbit management", 15_672],
    ["consul dns", 8600],
    ["nats cluster", 6222],
    ["zookeeper leader election", 3888],
    ["winrm https", 5986],
    ["docker metrics", 9323],
  ])("%j is that number", (name, port) => {
    expect(mainPort(name)).toBe(port);
    expect(knowledge.services.sourceOf(name)).toBe("known-use");
  });

  it.each(["etcd foo", "rabbit foo management", "etcd"])("%j isn't another number", (name) => {
    expect(mainPort(name)).not.toBe(2380);
    expect(mainPort(name)).not.toBe(15_672);
  });
});

it.each(["discord", "lldp", "vrrp"])("%j has no port and isn't taken for a misspelling", (name) => {
  expect(answerTo(name)).toMatchObject({ kind: "service", correctedTo: null });
});
