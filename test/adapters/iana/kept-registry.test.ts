import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { keepRegistry, loadNewest } from "#adapters/iana/index.ts";
import type { RegistryUpdate } from "#core/registry/registry-change.ts";
import { readSource } from "../../../adapters/iana/read-source.ts";
import { formatSnapshot } from "../../../adapters/iana/snapshot.ts";
import { recordingLogger } from "../../support/recording-logger.ts";
import { bytesOf, createFolder, csvOf, ianaErrorOf, PLAUSIBLE_ROWS } from "./support.ts";

const ORIGIN = { address: "https://iana.test/registry.xml", validators: { etag: '"1"', lastModified: null } };

const row = { span: { first: 3005, last: 3005 }, transport: "tcp", category: "assigned", serviceName: "foo" } as const;
const UPDATE: RegistryUpdate = {
  from: "2026-08-17",
  to: "2026-09-11",
  changes: [{ kind: "added", after: { ...row, description: "Foo Service", assignees: ["Foo"], note: null } }],
};

/** The text of a snapshot with this date. */
function snapshotText(date: string, rows: readonly string[] = []): string {
  return formatSnapshot(readSource(bytesOf(csvOf([...PLAUSIBLE_ROWS, ...rows])), date).snapshot);
}

const BUILT_IN = snapshotText("2026-08-17");
const NEWER = snapshotText("2026-09-11", ["foo,3005,tcp,Foo Service,,,2026-09-11,,,,,"]);

/** A folder with a built-in registry, and what is loaded from it. */
async function folderWith(keptText: string | null) {
  const folder = await createFolder();
  const builtIn = join(folder, "registry.tsv");
  const kept = join(folder, "kept.tsv");
  await writeFile(builtIn, BUILT_IN);
  if (keptText !== null) await keepRegistry(kept, { text: keptText, origin: ORIGIN, update: UPDATE });
  const load = async () => {
    const logger = recordingLogger();
    const { snapshot, origin, update } = await loadNewest({ builtIn, kept, logger });
    expect(update).toEqual(origin === null ? null : UPDATE);
    return { updated: snapshot.source.updated, origin, logged: logger.lines };
  };
  return { folder, kept, load };
}

const IGNORED = { level: "warn", message: "Ignoring the kept registry: it is damaged or has another format." };

describe("a refreshed registry that is kept for the next start", () => {
  it("is loaded instead of an older built-in one, with where it is from and what it changed", async () => {
    const { folder, load } = await folderWith(NEWER);
    expect(await load()).toEqual({ updated: "2026-09-11", origin: ORIGIN, logged: [] });
    expect(await readdir(folder)).toEqual(["kept.tsv", "registry.tsv"]);
  });

  it("may be missing", async () => {
    const { load } = await folderWith(null);
    expect(await load()).toEqual({ updated: "2026-08-17", origin: null, logged: [] });
  });

  it("still says where it is from if the built-in one is the same", async () => {
    const { load } = await folderWith(BUILT_IN);
    expect(await load()).toEqual({ updated: "2026-08-17", origin: ORIGIN, logged: [] });
  });

  it.each([
    ["older", snapshotText("2026-08-16")],
    ["another one of the same date", snapshotText("2026-08-17", ["foo,3005,tcp,Foo Service,,,,,,,,"])],
  ])("is ignored if it is %s", async (_, text) => {
    const { load } = await folderWith(text);
    const message = "Ignoring the kept registry: it is not newer than the built-in one.";
    expect(await load()).toEqual({ updated: "2026-08-17", origin: null, logged: [{ level: "info", message }] });
  });

  it("is ignored if any of it is missing or altered", async () => {
    const { kept, load } = await folderWith(NEWER);
    const written = await readFile(kept, "utf8");
    const lines = written.split("\n");
    const damaged = [
      "",
      "\n",
      written.slice(0, -1),
      written.slice(0, 500),
      `${lines.slice(0, -5).join("\n")}\n`,
      lines.slice(1).join("\n"),
      written.replace("\tssh\t", "\tsch\t"),
      written.replace('"address":', '"from":'),
      written.replace('"etag":"\\"1\\""', '"etag":1'),
      written.replace(/^\{.*\}$/m, "null"),
    ];
    for (const text of damaged) {
      await writeFile(kept, text);
      expect(await load()).toEqual({ updated: "2026-08-17", origin: null, logged: [IGNORED] });
    }
  });

  it("is ignored if another version of Portcall wrote it in another format", async () => {
    const columns = NEWER.replace("\tservice\t", "\tservice name\t");
    const head = NEWER.replace("# updated ", "# date ");
    for (const text of [columns, head]) {
      const { load } = await folderWith(text);
      expect(await load()).toEqual({ updated: "2026-08-17", origin: null, logged: [IGNORED] });
    }
  });

  it("is ignored if it cannot be read", async () => {
    const { kept, load } = await folderWith(null);
    await mkdir(kept);
    const message = "Ignoring the kept registry: it cannot be read.";
    expect(await load()).toEqual({ updated: "2026-08-17", origin: null, logged: [{ level: "warn", message }] });
  });

  it("is written whole or not at all", async () => {
    const { folder } = await folderWith(NEWER);
    const error = await ianaErrorOf(() =>
      keepRegistry(join(folder, "missing/kept.tsv"), { text: NEWER, origin: ORIGIN, update: null }),
    );
    expect(error.code).toBe("not-written");
    expect(await readdir(folder)).toEqual(["kept.tsv", "registry.tsv"]);
  });
});
