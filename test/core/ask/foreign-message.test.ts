import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { asker, teamServicesIn } from "../../support/team-services.ts";

const services = teamServicesIn();
const ask = createAsk(knowledge, services);
const explain = (text: string) =>
  ask({ text, manner: "foreign", locale: "en", asker: asker("ann"), visibility: "private" });

describe("a message that somebody points at", () => {
  it("is read as a listing if it is one", async () => {
    const { answer } = await explain("tcp   LISTEN 0  511  0.0.0.0:6379  0.0.0.0:*");
    expect(answer).toMatchObject({ kind: "explain", listeners: [expect.anything()] });
  });

  it("may itself contain the request to explain", async () => {
    const { answer } = await explain("can you explain this?\ntcp   LISTEN 0  511  0.0.0.0:6379  0.0.0.0:*");
    expect(answer).toMatchObject({ listeners: [expect.anything()], notUnderstoodCount: 0 });
  });

  it("is otherwise searched for ports", async () => {
    expect((await explain("alert: connection refused on port 867")).answer).toMatchObject({ kind: "port", port: 867 });
    expect((await explain("good morning everybody, how are you?")).answer.kind).toBe("explain");
  });

  it.each(["claim 8867 billing-api", "forget me", "set system macos", "undo", "feedback 867 sad"])(
    "is never obeyed: %s",
    async (text) => {
      const before = await services.store.list("1/");
      expect((await explain(text)).answer.kind).toBe("explain");
      expect(await services.store.list("1/")).toEqual(before);
    },
  );
});
