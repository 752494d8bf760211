import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, realpathSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/** The programs of a Debian base that the Dockerfile's commands need. */
const PROGRAMS = ["sh", "env", "mkdir", "chown", "timeout", "sleep", "ls", "cat"];

/** Parts of Debian's C library that programs may load later. */
const C_LIBRARY = [
  "libdl.so.2",
  "libpthread.so.0",
  "libresolv.so.2",
  "librt.so.1",
  "libnss_dns.so.2",
  "libnss_files.so.2",
];

/** Where Debian has the certificates that npm may need for the registry of this machine. */
const CERTIFICATES = "/etc/ssl/certs/ca-certificates.crt";

/**
 * Lays out a folder that stands in for node:24-slim, from this machine's own files: a shell, a few programs, this very Node,
 * npm with this machine's registry, and the user `node`.
 */
export function layOutBase(folder: string): void {
  for (const path of [
    "tmp",
    "proc",
    "dev",
    "root",
    "etc",
    "usr/local/bin",
    "usr/local/lib/node_modules",
    "usr/bin",
    "home/node",
  ]) {
    mkdirSync(join(folder, path), { recursive: true });
  }
  for (const path of ["bin", "lib", "lib64", "sbin"]) {
    mkdirSync(join(folder, "usr", path), { recursive: true });
    symlinkSync(`usr/${path}`, join(folder, path));
  }
  copyProgram(process.execPath, folder, "/usr/local/bin/node");
  for (const name of PROGRAMS) copyProgram(output("which", [name]), folder, `/usr/bin/${name}`);
  const npm = dirname(dirname(realpathSync(output("which", ["npm"]))));
  cpSync(npm, join(folder, "usr/local/lib/node_modules/npm"), { recursive: true });
  symlinkSync("../lib/node_modules/npm/bin/npm-cli.js", join(folder, "usr/local/bin/npm"));
  writeFileSync(join(folder, "etc/passwd"), "root:x:0:0::/root:/bin/sh\nnode:x:1000:1000::/home/node:/bin/sh\n");
  writeFileSync(join(folder, "etc/group"), "root:x:0:\nnode:x:1000:\n");
  const settings = [`registry=${output("npm", ["config", "get", "registry"])}`];
  if (existsSync(CERTIFICATES)) {
    mkdirSync(join(folder, dirname(CERTIFICATES)), { recursive: true });
    writeFileSync(join(folder, CERTIFICATES), readFileSync(CERTIFICATES));
    settings.push(`cafile=${CERTIFICATES}`);
  }
  mkdirSync(join(folder, "usr/local/etc"), { recursive: true });
  writeFileSync(join(folder, "usr/local/etc/npmrc"), `${settings.join("\n")}\n`);
}

/** Copies a program, and the libraries that it loads to where it looks for them. */
function copyProgram(program: string, folder: string, as: string): void {
  cpSync(realpathSync(program), join(folder, as));
  const loaded = [...output("ldd", [realpathSync(program)]).matchAll(/(\/\S+)(?= \(0x)/g)].map(([path]) => path);
  const libraryOfC = loaded.find((path) => path.endsWith("/libc.so.6"));
  const more = libraryOfC === undefined ? [] : C_LIBRARY.map((name) => join(dirname(libraryOfC), name));
  for (const library of [...loaded, ...more.filter((path) => existsSync(path))]) {
    const target = join(folder, library);
    mkdirSync(dirname(target), { recursive: true });
    if (!existsSync(target)) cpSync(realpathSync(library), target);
  }
}

function output(program: string, args: readonly string[]): string {
  return execFileSync(program, args, { encoding: "utf8" }).trim();
}
