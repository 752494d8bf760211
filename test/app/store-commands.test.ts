import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { openStore } from "#adapters/store/index.ts";
import type { Card } from "#core/card/card.ts";
import { renderPlainText } from "#core/card/plain-text.ts";
import type { ChatAdapter } from "#core/chat-platform.ts";
import type { Asker } from "#core/team/asker.ts";
import type { Feedback } from "#core/team/feedback.ts";
import { createFeedbackSink } from "../../src/app/feedback-sink.ts";
import { runPortcall } from "../support/process/portcall-process.ts";
import { recordingLogger } from "../support/recording-logger.ts";
import { titleOf } from "../support/store/engines.ts";
import { POSTGRES, REDIS, redisWith } from "../support/store/servers.ts";

function folder(): string {
  const made = mkdtempSync(join(tmpdir(), "portcall-programs-"));
  onTestFinished(() => rmSync(made, { recursive: true, force: true }));
  return made;
}

/** Runs terminal commands with a separate store. */
function terminal(store: string) {
  const environment = { PORTCALL_STORE: store };
  return {
    ask: (...args: string[]) => runPortcall(["ask", ...args], { environment }),
    feedback: () => runPortcall(["feedback"], { environment }),
    copy: (...args: string[]) => runPortcall(["store", "copy", ...args], { environment }),
  };
}

describe("the terminal", () => {
  it("keeps a port book between commands, in a file only its owner can read", async () => {
    const file = join(folder(), "var", "portcall.sqlite");
    const { ask } = terminal(`sqlite:${file}`);
    const claimed = await ask("claim", "8867", "billing-api", "Billing API", "@payments");
    expect(claimed).toMatchObject({ code: 0, stderr: "" });
    expect((await ask("8867")).stdout).toMatch(/^Port 8867 · billing-api \(your team\) · unassigned\n/);
    expect((await ask("8867", "more")).stdout).toMatch(/^Port 8867 · billing-api \(your team\) · unassigned\n/);
    expect((await ask("release", "22")).code).toBe(1);
    expect(statSync(file).mode & 0o777).toBe(0o600);
  });

  it("exports the port book to a file, and imports it from one", async () => {
    const place = folder();
    const { ask } = terminal(`sqlite:${join(place, "one.sqlite")}`);
    await ask("claim", "8867", "billing-api", "@payments");
    const { stdout: csv } = await ask("book", "export", "csv");
    expect(csv).toBe("port,transport,name,description,owner\r\n8867,,billing-api,,payments\r\n");
    const environment = { PORTCALL_STORE: `sqlite:${join(place, "two.sqlite")}` };
    const tried = await runPortcall(["ask", "book", "import", "dry", "run"], { input: csv, environment });
    expect(tried.stdout).toContain("Dry run · 1 claim would be added");
    const done = await runPortcall(["ask", "book", "import"], { input: csv, environment });
    expect(done.stdout).toContain("Imported · 1 claim added");
  });

  it("reports an invalid store URL", async () => {
    const { ask } = terminal("mysql://root:s3cret@db/portcall");
    const { code, stderr } = await ask("867");
    expect(code).toBe(1);
    expect(stderr).toMatch(/^PORTCALL_STORE begins with mysql:[^\n]+\n$/);
    expect(stderr).not.toContain("s3cret");
  });

  it.skipIf(REDIS.missing !== undefined)(`logs that its store refuses it: ${titleOf(REDIS)}`, async () => {
    const server = await redisWith({ requirepass: "s3cret" }).create();
    onTestFinished(() => server.remove());
    await server.start();
    const { code, stderr } = await terminal(server.url).ask("867");
    expect(code).toBe(1);
    const [logged = ""] = stderr.split("\n");
    expect(JSON.parse(logged)).toMatchObject({ level: 50, fault: "refused", msg: expect.stringContaining("password") });
  });
});

describe("npm run feedback", () => {
  it("prints all feedback, one line each", async () => {
    const { ask, feedback } = terminal(`sqlite:${join(folder(), "store.sqlite")}`);
    expect((await feedback()).stdout).toBe("No feedback yet.\n");
    await ask("feedback", "867", "sad", "It is NetInfo.");
    expect((await feedback()).stdout).toMatch(/^\d{4}-\d\d-\d\dT[\d:.]+Z\t867\tsad\tIt is NetInfo\.\n$/);
  });
});

describe("npm run store:copy", () => {
  it("backs a store up and restores it", async () => {
    const place = folder();
    const [one, backup, restored] = ["one", "backup", "restored"].map((name) => `sqlite:${join(place, name)}.sqlite`);
    const { ask, copy } = terminal(one ?? "");
    await ask("claim", "8867", "billing-api");
    await ask("set", "system", "macos");
    const copied = await copy(one ?? "", backup ?? "");
    expect(copied).toMatchObject({ code: 0, stderr: "" });
    expect(copied.stdout).toMatch(/^\d+ entries copied from sqlite:.* to sqlite:.*\.\n$/);
    await copy(backup ?? "", restored ?? "");
    const after = terminal(restored ?? "");
    expect((await after.ask("8867")).stdout).toContain("billing-api (your team)");
    expect((await after.ask("8867", "more")).stdout).toContain("billing-api (your team)");
    expect((await after.ask("undo")).stdout).toContain("Released · 8867");
    expect((await copy(one ?? "", restored ?? "")).stderr).toContain("already holds other entries");
  });

  it.skipIf(POSTGRES.missing !== undefined)(`moves from SQLite to ${titleOf(POSTGRES)}`, async () => {
    const server = await POSTGRES.create();
    onTestFinished(() => server.remove());
    await server.start();
    const file = `sqlite:${join(folder(), "one.sqlite")}`;
    const { ask, copy } = terminal(file);
    await ask("claim", "8900-8910/udp", "workers");
    const copied = await copy(file, server.url);
    expect(copied).toMatchObject({ code: 0, stderr: "" });
    expect(copied.stdout).not.toContain("s3cret");
    const after = terminal(server.url);
    for (const asked of [["8905"], ["8905", "more"]]) {
      expect((await after.ask(...asked)).stdout).toContain("8900–8910/udp workers · claimed by");
    }
    expect((await after.ask("book", "history")).stdout).toContain("added 8900–8910/udp workers");
  });

  it("creates nothing for a source that is missing or empty", async () => {
    const place = folder();
    const [missing, target] = [join(place, "var", "portcal.sqlite"), join(place, "target.sqlite")];
    const { copy } = terminal("sqlite::memory:");
    const copied = await copy(`sqlite:${missing}`, `sqlite:${target}`);
    expect(copied).toMatchObject({ code: 1, stderr: `There is no file ${missing}.\n` });
    await copy("sqlite::memory:", `sqlite:${target}`);
    expect(readdirSync(place)).toEqual([]);
  });

  it("prints its usage and rejects an empty source", async () => {
    const { copy } = terminal("sqlite::memory:");
    expect(await copy("sqlite::memory:")).toMatchObject({ code: 2, stderr: expect.stringContaining("FROM TO") });
    expect(await copy("a", "b", "c")).toMatchObject({ code: 2, stderr: expect.stringContaining("FROM TO") });
    const nothing = await copy("sqlite::memory:", `sqlite:${join(folder(), "x.sqlite")}`);
    expect(nothing).toMatchObject({ code: 1, stderr: expect.stringContaining("sqlite::memory: is empty.") });
  });
});

describe("npm run store:backup", () => {
  it("makes a new file that only its owner can read, while Portcall may be running", async () => {
    const place = folder();
    const [store, file] = [`sqlite:${join(place, "portcall.sqlite")}`, join(place, "backup.sqlite")];
    const running = await openStore(store, { logger: recordingLogger() });
    onTestFinished(() => running.close());
    const { ask } = terminal(store);
    await ask("claim", "8867", "billing-api");
    const backUp = (path: string, environment: Record<string, string> = { PORTCALL_STORE: store }) =>
      runPortcall(["store", "backup", path], { environment });
    expect(await backUp(file)).toMatchObject({ code: 0, stderr: "", stdout: expect.stringContaining(file) });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await terminal(`sqlite:${file}`).ask("8867")).stdout).toContain("billing-api (your team)");
    expect(await backUp(file)).toMatchObject({ code: 1, stderr: `${file} exists. Name a new file.\n` });
    expect((await backUp(`sqlite:${file}2`)).code).toBe(2);
    const empty = await backUp(`${file}3`, { PORTCALL_STORE: `sqlite:${join(place, "none.sqlite")}` });
    expect(empty).toMatchObject({ code: 1, stderr: expect.stringContaining("There is no file") });
    expect(readdirSync(place).filter((name) => !name.startsWith("portcall.sqlite"))).toEqual(["backup.sqlite"]);
  });
});

describe("npm run store:encrypt", () => {
  it("says how many tokens it has encrypted, and needs a key", async () => {
    const file = `sqlite:${join(folder(), "store.sqlite")}`;
    const encrypt = (environment: Record<string, string>) =>
      runPortcall(["store", "encrypt"], { environment: { PORTCALL_STORE: file, ...environment } });
    const encrypted = await encrypt({ PORTCALL_STORE_KEY: "ab".repeat(32) });
    expect(encrypted).toMatchObject({ code: 0, stdout: expect.stringContaining("0 Slack installations") });
    expect(await encrypt({})).toMatchObject({
      code: 1,
      stderr: expect.stringContaining("PORTCALL_STORE_KEY is missing"),
    });
    const other = await encrypt({ PORTCALL_STORE_KEY: "cd".repeat(32) });
    expect(other).toMatchObject({ code: 1, stderr: expect.stringContaining("PORTCALL_STORE_KEY does not have") });
  });
});

describe("sad feedback", () => {
  const member: Asker = { team: "slack.T1", person: "slack/U1", name: "Ada", role: async () => "member" };
  const sad: Feedback = { port: 867, mood: "sad", comment: "It is NetInfo.", at: Date.UTC(2026, 2, 1) };

  it("reaches the operator's file, but happy feedback and what visitors of the page say do not", async () => {
    const path = join(folder(), "new", "feedback.jsonl");
    const tell = createFeedbackSink({ to: "file", path }, [], recordingLogger());
    tell({ ...sad, mood: "happy" }, member);
    tell({ ...sad, comment: "spam" }, { ...member, team: "page.AAAA" });
    tell(sad, member);
    const line = await vi.waitFor(() => JSON.parse(readFileSync(path, "utf8")));
    expect(line).toEqual({ ...sad, at: "2026-03-01T00:00:00.000Z" });
  });

  it("reaches the operator's channel", async () => {
    const posted = Promise.withResolvers<[string, Card]>();
    const adapter: ChatAdapter = {
      name: "slack",
      start: async () => {},
      stop: async () => {},
      ready: () => true,
      post: async (channel, card) => posted.resolve([channel, card]),
    };
    createFeedbackSink({ to: "slack", channel: "C1" }, [adapter], recordingLogger())(sad, member);
    const [channel, card] = await posted.promise;
    expect(channel).toBe("C1");
    expect(renderPlainText(card)).toBe("Feedback on port 867 · 😔 Wrong\n\nIt is NetInfo.");
  });

  it("that cannot be delivered is only logged", async () => {
    const logger = recordingLogger();
    createFeedbackSink({ to: "file", path: "/dev/null/here" }, [], logger)(sad, member);
    await vi.waitFor(() => expect(logger.lines).toMatchObject([{ level: "error" }]));
    expect(JSON.stringify(logger.lines)).not.toContain("NetInfo");
  });
});
