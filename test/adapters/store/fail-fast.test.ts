import { expect, it } from "vitest";
import { CallTimeout } from "#adapters/store/engine.ts";
import { createFailFast } from "#adapters/store/fail-fast.ts";

function setUp() {
  let time = 0;
  let calls = 0;
  const failFast = createFailFast(1000, () => time);
  const make = (outcome: () => Promise<string>) =>
    failFast(() => {
      calls += 1;
      return outcome();
    });
  const later = (milliseconds: number) => {
    time += milliseconds;
  };
  return { make, calls: () => calls, later };
}

const timeout = () => Promise.reject(new CallTimeout("no answer"));
const refusal = () => Promise.reject(new Error("disk full"));
const answer = async () => "answer";

it("rejects at once for a while after a timeout", async () => {
  const { make, calls, later } = setUp();
  await expect(make(timeout)).rejects.toThrow("no answer");
  later(999);
  await expect(make(answer)).rejects.toThrow("no answer");
  expect(calls()).toBe(1);
  later(1);
  expect(await make(answer)).toBe("answer");
  expect(await make(answer)).toBe("answer");
});

it("lets one call find out whether the database answers again, and the others not wait for it", async () => {
  const { make, calls, later } = setUp();
  await expect(make(timeout)).rejects.toThrow();
  later(1000);
  const { promise, resolve } = Promise.withResolvers<string>();
  const probe = make(() => promise);
  later(5000);
  await expect(make(answer)).rejects.toThrow("no answer");
  expect(calls()).toBe(2);
  resolve("back");
  expect(await probe).toBe("back");
  expect(await make(answer)).toBe("answer");
});

it("makes every call while the database refuses them, which takes no time", async () => {
  const { make, calls } = setUp();
  for (let call = 0; call < 3; call += 1) await expect(make(refusal)).rejects.toThrow("disk full");
  expect(calls()).toBe(3);
});
