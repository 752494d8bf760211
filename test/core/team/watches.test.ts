import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import type { Asker } from "#core/team/asker.ts";
import { forgetTeam } from "#core/team/forget.ts";
import { watchesKey } from "#core/team/keys.ts";
import { MAX_WATCHES } from "#core/watch/channel-watches.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { asker, teamServicesIn } from "../../support/team-services.ts";

const ann = asker("ann");
const bob = asker("bob");
const numbers = (first: number, last = first) => ({ kind: "numbers", span: { first, last } });

function channels() {
  const services = teamServicesIn();
  const ask = createAsk(knowledge, services);
  const say = async (text: string, channel: string | null = "C1", who: Asker | null = ann) => {
    const place = channel === null ? {} : { channel };
    return (await ask({ text, manner: "command", locale: "en", asker: who, ...place })).answer;
  };
  return { say, store: services.store };
}

describe("what a channel watches", () => {
  it("is added, listed and removed by anybody in it", async () => {
    const { say } = channels();
    expect(await say("watch 867")).toMatchObject({ kind: "watched", subject: numbers(867), isNew: true });
    expect(await say("watch 867/udp", "C1", bob)).toMatchObject({ kind: "watched", isNew: false });
    expect(await say("watch 8000-8010")).toMatchObject({ subject: numbers(8000, 8010), isNew: true });
    expect(await say("watch", "C1", bob)).toMatchObject({ subjects: [numbers(867), numbers(8000, 8010)] });
    expect(await say("unwatch 867", "C1", bob)).toMatchObject({ kind: "unwatched", left: 1 });
    expect(await say("unwatch 867")).toEqual({
      kind: "not-unwatched",
      asked: numbers(867),
      watches: [numbers(8000, 8010)],
    });
    expect(await say("unwatch all")).toMatchObject({ kind: "unwatched", left: 0 });
    expect(await say("unwatch all")).toEqual({ kind: "not-unwatched", asked: null, watches: [] });
  });

  it("is no other channel's or team's", async () => {
    const { say } = channels();
    await say("watch 867");
    expect(await say("watches", "C2")).toMatchObject({ subjects: [] });
    expect(await say("watches", "C1", asker("eve", { team: "test.T2" }))).toMatchObject({ subjects: [] });
  });

  it("is a service as IANA calls it, or else the number of the software", async () => {
    const { say } = channels();
    expect(await say("watch HTTPS")).toMatchObject({ subject: { kind: "name", name: "https" }, typed: null });
    expect(await say("watch prometheus")).toMatchObject({ subject: numbers(9090), typed: "prometheus" });
    expect(await say("watch zabbbix")).toMatchObject({ kind: "not-watched", suggestions: ["zabbix-server"] });
    expect(await say("watch zabbix-server")).toMatchObject({ typed: "zabbix-server", isNew: true });
    expect(await say("unwatch zabbix-server")).toMatchObject({ kind: "unwatched", left: 2 });
    expect(await say("watch zzzzzz")).toMatchObject({ kind: "not-watched", reason: "no-such-service" });
    expect(await say("unwatch prometheus")).toMatchObject({ subjects: [numbers(9090)], left: 1 });
  });

  it("is limited", async () => {
    const { say } = channels();
    for (let port = 1; port <= MAX_WATCHES; port++) await say(`watch ${port}`);
    expect(await say("watch 867")).toMatchObject({ kind: "not-watched", reason: "too-many" });
    expect(await say("watch 1")).toMatchObject({ kind: "watched", isNew: false });
    for (const range of ["1000-1255", "2000-2255", "3000-3255"])
      expect(await say(`watch ${range}`, "C2")).toMatchObject({ isNew: true });
    expect(await say("watch 4000-4255", "C2")).toMatchObject({ kind: "not-watched", reason: "too-many" });
    expect(await say("watch 4000-4231", "C2")).toMatchObject({ isNew: true });
  });

  it("loses nothing if two people change it at the same time", async () => {
    const { say } = channels();
    await Promise.all(Array.from({ length: 5 }, (_, at) => say(`watch ${at + 1}`)));
    expect(await say("watches")).toMatchObject({ subjects: [1, 2, 3, 4, 5].map((port) => numbers(port)) });
  });

  it("needs a channel that can be posted to, and a known asker", async () => {
    const { say, store } = channels();
    for (const channel of [null, "", "a/b", "C1 ", "x".repeat(61)]) {
      for (const text of ["watch 867", "unwatch 867", "watches"]) {
        expect(await say(text, channel)).toEqual({ kind: "refused", reason: "no-channel", query: text });
      }
    }
    expect(await say("watch 867", "C1", null)).toEqual({ kind: "refused", reason: "strangers", query: "watch 867" });
    expect(await store.list("")).toEqual([]);
  });

  it("is deleted with its team, and with the person whose direct messages it is", async () => {
    const { say, store } = channels();
    await say("watch 867");
    await say("watch 867", "ann");
    expect(await say("forget me")).toMatchObject({ kind: "forgotten", removed: 1 });
    expect(await say("watches", "ann")).toMatchObject({ subjects: [] });
    expect(await say("watches")).toMatchObject({ subjects: [numbers(867)] });
    const alone = { ...ann, team: "test.T1.bob", person: "test.T1/bob" };
    await say("watch 867", "D1", alone);
    await say("forget me", "D1", alone);
    await forgetTeam(ann.team, store);
    expect(await store.list("")).toEqual([]);
  });

  it("is nothing where what is stored can't be read", async () => {
    const { say, store } = channels();
    const key = watchesKey({ team: ann.team, channel: "C1" });
    for (const stored of [1, { watches: 1 }, { watches: [{ registry: "2026-08-17", span: { first: 9 }, rows: [] }] }]) {
      await store.commit({ put: [[key, stored]] });
      expect(await say("watches")).toMatchObject({ subjects: [] });
      expect(await say("watch 867")).toMatchObject({ isNew: true });
    }
  });
});
