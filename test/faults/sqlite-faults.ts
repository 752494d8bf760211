import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, statfsSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Fault, World } from "./fault.ts";

/** Faults of a SQLite file. Those of a disk need root, which may mount a small one. */
export const SQLITE_FAULTS: readonly Fault[] = [
  sqlite(
    "cannot be created at start: its folder is a file",
    ({ folder }) => ({
      breakIt: () => writeFileSync(folder, ""),
      mend: () => rmSync(folder),
    }),
    { atStart: true },
  ),
  sqlite("locked by another program", ({ file }) => {
    const other = () => new DatabaseSync(file);
    let holder: DatabaseSync | undefined;
    return {
      breakIt() {
        holder = other();
        holder.exec("BEGIN EXCLUSIVE");
      },
      mend: () => holder?.close(),
    };
  }),
  sqlite("file removed", ({ folder }) => ({
    breakIt: () => rmSync(folder, { recursive: true }),
    mend: () => mkdirSync(folder),
  })),
  sqlite("folder moved away", ({ folder }) => ({
    breakIt: () => renameSync(folder, `${folder}-moved`),
    mend: () => renameSync(`${folder}-moved`, folder),
  })),
  sqlite(
    "file is no database at start",
    ({ folder, file }) => ({
      breakIt() {
        mkdirSync(folder, { recursive: true });
        writeFileSync(file, "nothing of the kind ".repeat(500));
      },
      mend: () => rmSync(file),
    }),
    { atStart: true },
  ),
  onSmallDisk("disk full", fill),
  onSmallDisk("disk full at start", fill, { atStart: true }),
  onSmallDisk(
    "disk read-only at start",
    (disk) => ({
      breakIt: () => remount(disk, "ro"),
      mend: () => remount(disk, "rw"),
    }),
    { atStart: true },
  ),
];

interface Place {
  readonly folder: string;
  readonly file: string;
}

type Breaking = Pick<World, "breakIt" | "mend">;

function sqlite(name: string, breaking: (place: Place) => Breaking, more: Partial<Fault> = {}): Fault {
  return {
    on: "sqlite",
    name,
    ...more,
    async prepare() {
      const root = mkdtempSync(join(tmpdir(), "portcall-faults-"));
      const folder = join(root, "var");
      const file = join(folder, "portcall.sqlite");
      return {
        environment: { PORTCALL_STORE: `sqlite:${file}` },
        ...breaking({ folder, file }),
        remove: () => rmSync(root, { recursive: true, force: true }),
      };
    },
  };
}

function onSmallDisk(name: string, breaking: (disk: string) => Breaking, more: Partial<Fault> = {}): Fault {
  return {
    on: "sqlite",
    name,
    ...more,
    async prepare() {
      const disk = mountSmallDisk(2);
      return {
        environment: { PORTCALL_STORE: `sqlite:${disk}/portcall.sqlite` },
        ...breaking(disk),
        remove: () => unmount(disk),
      };
    },
  };
}

/** Mounts a disk in memory. @param size in MiB */
export function mountSmallDisk(size: number): string {
  const disk = mkdtempSync(join(tmpdir(), "portcall-disk-"));
  execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}m`, "tmpfs", disk], { stdio: "pipe" });
  chmodSync(disk, 0o777);
  return disk;
}

export function unmount(disk: string): void {
  execFileSync("umount", ["--lazy", disk], { stdio: "pipe" });
  rmSync(disk, { recursive: true, force: true });
}

export function fill(disk: string): Breaking {
  const file = join(disk, "filling");
  return {
    breakIt() {
      const { bavail, bsize } = statfsSync(disk);
      writeFileSync(file, Buffer.alloc(bavail * bsize));
    },
    mend: () => rmSync(file),
  };
}

function remount(disk: string, how: "ro" | "rw"): void {
  execFileSync("mount", ["-o", `remount,${how}`, disk], { stdio: "pipe" });
}
