import { describe, expect, it } from "vitest";
import { createAsk } from "#core/ask/ask.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import { knowledge } from "../support/registry/committed.ts";
import { asker, teamServicesIn } from "../support/team-services.ts";

const ann = asker("ann");
const bob = asker("bob");

/** A day of a team, in which every kind of card about its own things comes up. */
const DAY = [
  [bob, "book"],
  [ann, 'claim 8867 billing-api "Billing API" @payments'],
  [bob, "claim 8867 mine"],
  [bob, "claim 6000-6009/udp probes"],
  [bob, "8867"],
  [bob, "billing-api"],
  [bob, "8860-8873"],
  [bob, "22 8867 billing-api"],
  [bob, "search billing"],
  [ann, "claim 8867 billing"],
  [bob, "release 8867"],
  [bob, "release 6005"],
  [bob, "release 6000-6009"],
  [ann, "book"],
  [ann, "book import dry run\nport,name,owner\n8867,other,\n9000,api,payments\nnine,x,"],
  [ann, "book import\nport,name,owner\n9000,api,payments"],
  [ann, "book export csv"],
  [ann, "book history"],
  [ann, "undo"],
  [bob, "undo"],
  [bob, "undo"],
  [ann, "set system macos answers public"],
  [ann, "set workspace answers public"],
  [ann, "settings"],
  [ann, "feedback 867 sad It is NetInfo."],
  [ann, "feedback 867 happy"],
  [ann, "claim 8867"],
  [ann, "set colour blue"],
  [ann, "watches"],
  [ann, "unwatch 867"],
  [ann, "watch 867"],
  [bob, "watch 867"],
  [bob, "watch postgres"],
  [bob, "watch prometheus"],
  [bob, "watch posgres"],
  [bob, "watch 0-1023"],
  [bob, "watches"],
  [ann, "unwatch 868"],
  [ann, "unwatch 867"],
  [ann, "forget me"],
  [null, "claim 8867 x"],
] as const;

describe("the cards about a team's own things", () => {
  it("are as they were reviewed", async () => {
    const ask = createAsk(knowledge, teamServicesIn());
    const said: string[] = [];
    for (const [who, text] of DAY) {
      const { card, actions, isPrivate } = await ask({
        text,
        manner: "command",
        locale: "en",
        asker: who,
        channel: "C1",
      });
      const buttons = actions.map(({ label }) => `[${label}]`).join(" ");
      const heading = `━━ ${who?.name ?? "somebody"}: /port ${text}\n   (${isPrivate ? "only to who asked" : "to the channel"})`;
      said.push(`${heading}\n\n${renderPlainText(card)}\n\n${buttons}\n`);
    }
    await expect(said.join("\n")).toMatchFileSnapshot("text/team.txt");
  });
});
