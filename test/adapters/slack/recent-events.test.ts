import { expect, it } from "vitest";
import { createRecentEvents } from "../../../adapters/slack/recent-events.ts";

it("knows the last events and forgets those before them", () => {
  const events = createRecentEvents(2);
  expect(["a", "a", "b", "c"].map((id) => events.isNew(id))).toEqual([true, false, true, true]);
  expect([events.isNew("c"), events.isNew("b"), events.isNew("a")]).toEqual([false, false, true]);
});
