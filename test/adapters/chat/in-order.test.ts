import { expect, it } from "vitest";
import { createInOrder } from "#adapters/chat/in-order.ts";

it("does the work of one key in order, though some of it fails, and that of other keys at once", async () => {
  const inOrder = createInOrder();
  const begun: string[] = [];
  const gate = Promise.withResolvers<string>();
  const work = (name: string, outcome: Promise<string>) => () => {
    begun.push(name);
    return outcome;
  };
  const first = inOrder("C1", work("first", gate.promise));
  const failing = inOrder("C1", () => Promise.reject(new Error("refused")));
  const third = inOrder("C1", work("third", Promise.resolve("third")));
  const other = inOrder("C2", work("other", Promise.resolve("other")));
  expect(await other).toBe("other");
  expect(begun).toEqual(["first", "other"]);
  gate.resolve("first");
  await expect(failing).rejects.toThrow("refused");
  expect(await Promise.all([first, third])).toEqual(["first", "third"]);
});
