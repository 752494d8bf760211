import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { Store } from "#core/host.ts";
import { StoreUnavailable } from "#core/host.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import { asker, teamServicesIn } from "../../support/team-services.ts";

const ann = asker("ann");

/** A store that can be made unavailable, and the answers meanwhile. */
function team() {
  const store = memoryStore();
  let away = false;
  const unlessAway = async <Value>(work: () => Promise<Value>): Promise<Value> => {
    if (away) throw new StoreUnavailable();
    return work();
  };
  const shaky: Store = {
    get: (keys) => unlessAway(() => store.get(keys)),
    list: (prefix) => unlessAway(() => store.list(prefix)),
    commit: (change) => unlessAway(() => store.commit(change)),
    close: () => store.close(),
  };
  const ask = createAsk(knowledge, teamServicesIn(shaky));
  return {
    say: (text: string) => ask({ text, manner: "command", locale: "en", asker: ann }),
    leave: () => {
      away = true;
    },
    comeBack: () => {
      away = false;
    },
  };
}

describe("a store that fails in the middle", () => {
  it("does not make a successful claim look like a failure", async () => {
    const store = memoryStore();
    let isMade = false;
    const shaky: Store = {
      ...store,
      async get(keys) {
        if (isMade) throw new StoreUnavailable();
        return store.get(keys);
      },
      async commit(change) {
        const conflict = await store.commit(change);
        isMade = true;
        return conflict;
      },
    };
    const ask = createAsk(knowledge, teamServicesIn(shaky));
    const { answer } = await ask({ text: "claim 8867 x", manner: "command", locale: "en", asker: ann });
    expect(answer).toMatchObject({ kind: "claimed", beside: [] });
  });

  it("is not retried forever if the book keeps changing", async () => {
    const store = memoryStore();
    const conflict = { key: "1/team/test.T1/slot/08867.tcp", value: "of another version" };
    const stuck: Store = { ...store, commit: async () => conflict };
    const ask = createAsk(knowledge, teamServicesIn(stuck));
    const { answer } = await ask({ text: "claim 8867 x", manner: "command", locale: "en", asker: ann });
    expect(answer).toMatchObject({ kind: "refused", reason: "store-unavailable" });
  });
});

describe("while the store is unavailable", () => {
  it("look-ups work with the last known port book and say so", async () => {
    const { say, leave } = team();
    await say("claim 8867 billing-api");
    await say("8867");
    leave();
    const { answer, card } = await say("8867");
    expect(answer).toMatchObject({ kind: "port", claims: [{ name: "billing-api" }] });
    expect(renderPlainText(card)).toContain("I can’t reach your team’s port book");
    expect((await say("help")).answer.kind).toBe("help");
  });

  it.each([
    "claim 8867 x",
    "release 8867",
    "book",
    "book export",
    "undo",
    "settings",
    "set system macos",
    "feedback 867 sad",
    "forget me",
  ])("%j is answered with the reason", async (text) => {
    const { say, leave } = team();
    leave();
    const { answer, card, isPrivate } = await say(text);
    expect(answer).toMatchObject({ kind: "refused", reason: "store-unavailable" });
    expect(renderPlainText(card)).toContain("Try again in a moment");
    expect(isPrivate).toBe(true);
  });

  it("a chosen system applies to the answer", async () => {
    const { say, leave } = team();
    leave();
    expect((await say("867")).answer.kind).toBe("port");
  });

  it("everything works again afterwards", async () => {
    const { say, leave, comeBack } = team();
    await say("claim 8867 billing-api");
    leave();
    await say("8867");
    comeBack();
    const { answer, card } = await say("8867");
    expect(answer).toMatchObject({ claims: [{ name: "billing-api" }] });
    expect(renderPlainText(card)).not.toContain("can’t reach");
    expect((await say("claim 8868 other")).answer.kind).toBe("claimed");
  });
});
