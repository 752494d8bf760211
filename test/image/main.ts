/*
 * `npm run image`: builds the image of the Dockerfile without a daemon and without a registry of images, starts it as uid 1000 on
 * a root that nobody can write, and asks it. Needs root on Linux, and buildah.
 */
import { execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { freePort } from "../support/store/server-process.ts";
import { layOutBase } from "./base.ts";

const ROOT = fileURLToPath(new URL("../../", import.meta.url));
const BASE = "docker.io/library/node:24-slim";
const IMAGE = "localhost/portcall";

const missing = whatIsMissing();
if (missing === null) await checkImage();
else print(`Skipped: ${missing}.`);

function whatIsMissing(): string | null {
  if (process.platform !== "linux" || process.getuid?.() !== 0) return "building the image takes root on Linux";
  for (const name of ["buildah", "unshare", "chroot"]) {
    try {
      execFileSync("which", [name], { stdio: "ignore" });
    } catch {
      return `there is no ${name} here (apt-get install buildah)`;
    }
  }
  try {
    execFileSync("unshare", ["--mount", "mount", "-t", "tmpfs", "tmpfs", "/mnt"], { stdio: "ignore" });
    return null;
  } catch {
    return "nothing can be mounted here";
  }
}

async function checkImage(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "portcall-image-"));
  try {
    buildBase(folder);
    const cache = execFileSync("npm", ["config", "get", "cache"], { encoding: "utf8" }).trim();
    buildah(
      folder,
      "bud",
      "--format",
      "docker",
      "--pull-never",
      "--volume",
      `${cache}:/root/.npm`,
      "--tag",
      IMAGE,
      ROOT,
    );
    const [base, image] = [mountOf(folder, BASE), mountOf(folder, IMAGE)];
    print(`Our layers above the base: ${(sizeOf(image) - sizeOf(base)).toFixed(1)} MB\n`);
    check("it has no node_modules", !readdirSync(join(image, "app")).includes("node_modules"));
    await askContainer(folder, image);
  } finally {
    buildah(folder, "umount", "--all");
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Images of its own, so that neither the machine's are touched nor a real base is mistaken for the stand-in. */
function buildah(folder: string, ...args: string[]): string {
  const storage = ["--root", join(folder, "storage"), "--runroot", join(folder, "run"), "--storage-driver", "vfs"];
  const { status, stdout } = spawnSync("buildah", [...storage, ...args], {
    encoding: "utf8",
    env: { ...process.env, BUILDAH_ISOLATION: "chroot" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  if (status !== 0) throw new Error(`buildah ${args[0]} ended with ${status}:\n${stdout}`);
  return stdout.trim();
}

function buildBase(folder: string): void {
  const files = join(folder, "base");
  layOutBase(files);
  const container = buildah(folder, "from", "scratch");
  buildah(folder, "add", container, files, "/");
  buildah(folder, "config", "--env", "PATH=/usr/local/bin:/usr/bin:/bin", container);
  buildah(folder, "commit", "--rm", container, BASE);
}

function mountOf(folder: string, image: string): string {
  return buildah(folder, "mount", buildah(folder, "from", "--pull-never", image));
}

/** MB (10⁶ bytes) of files. */
function sizeOf(path: string): number {
  return Number(execFileSync("du", ["-sb", path], { encoding: "utf8" }).split("\t")[0]) / 1e6;
}

interface ImageConfig {
  readonly Env: readonly string[];
  readonly Cmd: readonly string[];
  readonly User: string;
  readonly Healthcheck: { readonly Test: readonly string[] };
}

/** As a container would run: read-only but for the volume, without privileges, with the image's own settings. */
async function askContainer(folder: string, root: string): Promise<void> {
  const inspected: { Docker: { config: ImageConfig } } = JSON.parse(
    buildah(folder, "inspect", "--type", "image", IMAGE),
  );
  const { Env, Cmd, User, Healthcheck } = inspected.Docker.config;
  check("its user is node", User === "node");
  const port = await freePort();
  const env = [...Env, "HOST=127.0.0.1", `PORT=${port}`, "PORTCALL_REFRESH=off", "PORTCALL_DRAIN=0"];
  const inContainer = ["env", "-i", ...env, "sh", "-c", 'cd /app && exec "$@"', "sh"];
  const script = `
    mount --bind "$1" "$1" && mount -o remount,bind,ro "$1" && mount -t tmpfs -o uid=1000,mode=0700 tmpfs "$1/app/var" &&
    mount --bind /dev "$1/dev" && mount -t proc proc "$1/proc" && cd / && shift &&
    exec setpriv --no-new-privs chroot --userspec=1000:1000 "$@"`;
  const run = (command: readonly string[]) =>
    spawn("unshare", ["--mount", "sh", "-c", script, "sh", root, root, ...inContainer, ...command], {
      stdio: ["ignore", "pipe", "inherit"],
    });
  const began = performance.now();
  const child = run(Cmd);
  try {
    const printed = createInterface({ input: child.stdout });
    for await (const line of printed) if (line.startsWith("Stop it with")) break;
    print(`Start to ready: ${(performance.now() - began).toFixed(0)} ms\n`);
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`);
    check("it is ready", ready.status === 200);
    const page = await (await fetch(`http://127.0.0.1:${port}/?q=867`)).text();
    check("it answers 867", page.includes("863–872"));
    const [code] = await once(run(Healthcheck.Test.slice(1)), "exit");
    check("its health check passes", code === 0);
    const [written] = await once(run(["sh", "-c", "! echo > /app/dist/new"]), "exit");
    check("its root can't be written", written === 0);
  } finally {
    child.kill("SIGTERM");
  }
  check("it stops when it is told to", (await once(child, "exit"))[0] === 0);
}

function check(what: string, holds: boolean): void {
  print(`${holds ? "ok" : "FAILED"}: ${what}\n`);
  if (!holds) process.exitCode = 1;
}

function print(text: string): void {
  process.stdout.write(text);
}
