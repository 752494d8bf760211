import { expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import type { Asker } from "#core/team/asker.ts";
import { knowledge } from "../../support/registry/committed.ts";
import { asker, teamServicesIn } from "../../support/team-services.ts";

const ann = asker("ann");
const eve = asker("eve", { role: "guest" });
const [who, where] = [{ team: "test.T1", person: "test.T1/ann" }, { team: "test.T1" }];

it.each<readonly [Asker | null, string, object | null]>([
  [ann, 'claim 8867 billing "Secret plan" @ops', { action: "claim", outcome: "done", ...who, ports: "8867" }],
  [ann, "release 8867", { action: "release", outcome: "refused", reason: "not-claimed", ...who, ports: "8867" }],
  [ann, "undo", { action: "undo", outcome: "refused", reason: "nothing-to-undo", ...who }],
  [ann, "book export", { action: "export", outcome: "done", ...who }],
  [ann, "book import\n8867 secret", { action: "import", outcome: "done", ...who }],
  [ann, "book import dry run\n8867 secret", null],
  [ann, "set workspace claims everyone", { action: "set", outcome: "refused", reason: "admins-only", ...who }],
  [ann, "set system macos", null],
  [ann, "book", null],
  [ann, "feedback 867 sad secret", null],
  [ann, "forget me", { action: "forget", outcome: "done", ...where }],
  [ann, "867", null],
  [eve, "claim", { action: "claim", outcome: "refused", reason: "guests", team: "test.T1", person: "test.T1/eve" }],
  [eve, "book", { action: "book", outcome: "refused", reason: "guests", team: "test.T1", person: "test.T1/eve" }],
  [null, "claim 8867 secret", { action: "claim", outcome: "refused", reason: "strangers", ports: "8867" }],
])("the audit log has ids and numbers of what changes or is refused: %j %s", async (asking, text, expected) => {
  const services = teamServicesIn();
  const ask = createAsk(knowledge, services);
  const { answer } = await ask({ text, manner: "command", locale: "en", asker: asking });
  const entries =
    expected === null ? [] : [answer.kind === "claimed" ? { ...expected, change: answer.change } : expected];
  expect(services.audited).toEqual(entries);
  expect(JSON.stringify(services.audited)).not.toMatch(/secret|billing|ops/i);
});
