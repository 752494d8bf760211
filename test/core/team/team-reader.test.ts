import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { openStore } from "#adapters/store/index.ts";
import { createBookReader } from "#core/book/book-reader.ts";
import type { Store } from "#core/host.ts";
import type { Asker } from "#core/team/asker.ts";
import { personPrefix, teamPrefix } from "#core/team/keys.ts";
import { saveSettings } from "#core/team/stored-settings.ts";
import { createTeamReader } from "#core/team/team-reader.ts";
import { memoryStore } from "../../support/store/memory-store.ts";
import { storeLog } from "../../support/store/store-log.ts";

const ann: Asker = { team: "slack.T1", person: "slack.T1/U1", name: "ann", role: async () => "member" };
const bob: Asker = { ...ann, person: "slack.T1/U2", name: "bob" };
const readerOf = (store: Store) => createTeamReader(store, createBookReader(store));
const linux = [{ setting: "system", value: "linux" }] as const;
const macos = [{ setting: "system", value: "macos" }] as const;

describe("what is stored for an asker, in a file that another process uses too", () => {
  let folder: string;
  let store: Store;
  let other: Store;
  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), "portcall-reader-"));
    const open = () => openStore(`sqlite:${join(folder, "portcall.sqlite")}`, { logger: storeLog().logger });
    [store, other] = [await open(), await open()];
  });
  afterEach(async () => {
    await Promise.all([store.close(), other.close()]);
    rmSync(folder, { recursive: true, force: true });
  });

  /** A reader, and the keys of each of its reads. */
  function recording() {
    const reads: (readonly string[])[] = [];
    const get: Store["get"] = (keys) => {
      reads.push(keys);
      return store.get(keys);
    };
    return { reader: readerOf({ ...store, get }), reads };
  }

  it("is read once for as long as nothing changes", async () => {
    const { reader, reads } = recording();
    await saveSettings(personPrefix(ann.person), linux, store);
    const first = await reader.load(ann);
    expect(first.own.system).toBe("linux");
    await store.commit({ put: [["1/seen/slack/Ev1", true]], expiresIn: 60_000 });
    expect(await reader.load(ann)).toEqual(first);
    expect((await reader.load(bob)).own.system).toBeNull();
    expect(reads).toHaveLength(2);
  });

  it("is, of somebody new, only their own while nothing changes in the team", async () => {
    const { reader, reads } = recording();
    await saveSettings(teamPrefix(ann.team), linux, store);
    await reader.load(ann);
    expect(await reader.load(bob)).toMatchObject({ own: { system: null }, shared: { system: "linux" } });
    expect(reads.at(-1)?.every((key) => key.startsWith(personPrefix(bob.person)))).toBe(true);
    await saveSettings(teamPrefix(ann.team), macos, other);
    expect((await reader.load(bob)).shared.system).toBe("macos");
  });

  it("is read again after a change by this process or the other one", async () => {
    const { reader } = recording();
    await reader.load(ann);
    await saveSettings(personPrefix(ann.person), linux, store);
    expect((await reader.load(ann)).own.system).toBe("linux");
    await saveSettings(personPrefix(ann.person), macos, other);
    expect((await reader.load(ann)).own.system).toBe("macos");
    await saveSettings(teamPrefix(ann.team), linux, other);
    expect((await reader.load(ann)).shared.system).toBe("linux");
    await other.commit({ remove: [`${personPrefix(ann.person)}settings/system`] });
    expect((await reader.load(ann)).own.system).toBeNull();
  });

  it("is read again if it changed during the read", async () => {
    const during = Promise.withResolvers<void>();
    const late: Store = {
      ...store,
      async get(keys) {
        const values = await store.get(keys);
        await during.promise;
        return values;
      },
    };
    const reader = readerOf(late);
    const reading = reader.load(ann);
    const readingBob = saveSettings(personPrefix(ann.person), linux, store).then(() => reader.load(bob));
    during.resolve();
    await Promise.all([reading, readingBob]);
    expect((await reader.load(ann)).own.system).toBe("linux");
  });

  it("is the last known book, and says so, once the store is closed", async () => {
    const { reader } = recording();
    await reader.load(ann);
    await store.close();
    expect((await reader.load(ann)).isStoreUnavailable).toBe(true);
  });
});

it("what is stored for an asker is read every time from a store without a version", async () => {
  const store = memoryStore();
  const reader = readerOf(store);
  await reader.load(ann);
  await saveSettings(personPrefix(ann.person), linux, store);
  expect((await reader.load(ann)).own.system).toBe("linux");
});
