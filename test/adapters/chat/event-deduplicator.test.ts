import { expect, it } from "vitest";
import { createEventDeduplicator } from "#adapters/chat/event-deduplicator.ts";
import { StoreUnavailable } from "#core/host.ts";
import { memoryStore } from "../../support/store/memory-store.ts";

const options = { platform: "slack", ttl: 1000 };

it("accepts each event once, whichever process it is delivered to", async () => {
  const store = memoryStore();
  const [one, two] = [createEventDeduplicator({ ...options, store }), createEventDeduplicator({ ...options, store })];
  expect([await one("a"), await one("a"), await two("a"), await two("b"), await one("b")]).toEqual([
    true,
    false,
    false,
    true,
    false,
  ]);
});

it("remembers this process's own events while the store is unreachable", async () => {
  const store = { ...memoryStore(), commit: () => Promise.reject(new StoreUnavailable()) };
  const isFirst = createEventDeduplicator({ ...options, store });
  expect([await isFirst("a"), await isFirst("a"), await isFirst("b")]).toEqual([true, false, true]);
});
