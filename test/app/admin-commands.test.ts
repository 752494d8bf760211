import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished } from "vitest";
import { openStore } from "#adapters/store/index.ts";
import { createAsk } from "#core/ask/ask.ts";
import type { Asker } from "#core/team/asker.ts";
import { adapterKey, profileKey } from "#core/team/keys.ts";
import { runPortcall } from "../support/process/portcall-process.ts";
import { recordingLogger } from "../support/recording-logger.ts";
import { knowledge } from "../support/registry/committed.ts";
import { asker, teamServicesIn } from "../support/team-services.ts";

const ann: Asker = { ...asker("ann"), team: "slack.T1", person: "slack.T1/U1" };
const bob: Asker = { ...asker("bob"), team: "slack.T1", person: "slack.T1/U2" };
const eve: Asker = { ...asker("eve"), team: "discord.5", person: "discord/7" };

/** A store that three people of two teams have used, and the program on it. */
async function usedStore() {
  const folder = mkdtempSync(join(tmpdir(), "portcall-admin-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const url = `sqlite:${join(folder, "portcall.sqlite")}`;
  const store = await openStore(url, { logger: recordingLogger() });
  const ask = createAsk(knowledge, teamServicesIn(store));
  const say = (who: Asker, text: string) => ask({ text, manner: "command", locale: "en", asker: who });
  await say(ann, 'claim 8867 billing "Billing API"');
  await say(bob, "claim 8868 ledger");
  await say(bob, "release 8868");
  await say(eve, "claim 9000 game");
  await say(ann, "set system macos");
  const token = { id: "B1", userId: "UBOT", token: "xoxb-secret" };
  await store.commit({
    put: ["T1", "T2"].map((id) => [adapterKey("slack", "installation", id), { at: 1, bot: token }]),
  });
  await store.commit({ put: [[profileKey(ann.person), { locale: "en", name: "Ann" }]], expiresIn: 60_000 });
  await store.close();
  return (...args: string[]) => runPortcall(args, { environment: { PORTCALL_STORE: url } });
}

describe("an operator", () => {
  it("lists the teams, and who changed what", async () => {
    const run = await usedStore();
    const { stdout } = await run("team", "list");
    expect(stdout.split("\n")).toEqual([
      expect.stringMatching(/^discord\.5\t1\t1\t2026-03-01T12:/),
      expect.stringMatching(/^slack\.T1\t1\t3\t2026-03-01T12:/),
      "slack.T2\t0\t0\t-",
      "",
    ]);
    const history = (await run("team", "history", "slack.T1")).stdout;
    expect(history).toMatch(
      /^2026\S+\t\S+\tslack\.T1\/U1\t\+8867 billing\n.*\tslack\.T1\/U2\t\+8868 ledger\n.*\t-8868 ledger\n$/,
    );
  });

  it("removes a team's data and tokens, and no others, after saying what", async () => {
    const run = await usedStore();
    const asked = await run("team", "remove", "slack.T1");
    expect(asked).toMatchObject({ code: 1, stdout: "" });
    expect(asked.stderr).toMatch(/would remove slack\.T1 \(claims: 1, changes: 3.*installation.*--yes/s);
    expect((await run("team", "list")).stdout).toContain("slack.T1");
    expect(await run("team", "remove", "--yes", "slack.T1")).toMatchObject({ code: 0, stderr: "" });
    const left = (await run("team", "list")).stdout;
    expect(left).toMatch(/^discord\.5\t1\t1\t.*\nslack\.T2/);
    expect(left).not.toContain("slack.T1");
    expect(await run("team", "remove", "slack.T1")).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/Nothing is kept/),
    });
    expect(await run("team", "remove", "T1/../x")).toMatchObject({ code: 2 });
    expect((await run("person", "export", "slack.T1/U2")).stderr).toContain("Nothing is kept");
  });

  it("exports everything kept about a person, and no token", async () => {
    const run = await usedStore();
    const { stdout } = await run("person", "export", "slack.T1/U1");
    const data = JSON.parse(stdout);
    expect(data).toMatchObject({
      person: "slack.T1/U1",
      own: {
        "1/person/slack.T1/U1/settings/system": "macos",
        "1/person/slack.T1/U1/profile": { name: "Ann" },
      },
      teams: [
        { team: "slack.T1", claims: [{ name: "billing", description: "Billing API" }], changes: [{ added: [{}] }] },
      ],
    });
    expect(stdout).not.toMatch(/xoxb|ledger|game/);
    expect((await run("person", "export", "ann")).code).toBe(2);
  });
});
