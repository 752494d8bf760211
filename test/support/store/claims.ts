import { spawn } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

/** One outcome printed by the process. */
export interface Claim {
  readonly number: number;
  /** The holders' names as JSON; undefined if the claim succeeded. */
  readonly holders: string | undefined;
}

export interface Claimer {
  /** Makes it claim ports one after another. */
  claim(numbers: readonly number[]): void;
  /** Resolves with its next outcome. */
  next(): Promise<Claim>;
  /** Every outcome so far. */
  readonly claims: readonly Claim[];
  /** Resolves when it has ended and its output is read. */
  readonly ended: Promise<void>;
  kill(): void;
}

/** Starts a process that claims keys; resolves once it has opened the store. */
export async function startClaimer(
  url: string,
  who: string,
  onClaim: (claim: Claim) => void = () => {},
): Promise<Claimer> {
  const program = fileURLToPath(new URL("claimer.ts", import.meta.url));
  const child = spawn(process.execPath, [program, url, who], { stdio: ["pipe", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  // After a kill, writing to it fails.
  child.stdin.on("error", () => {});
  const lines = createInterface({ input: child.stdout });
  const claims: Claim[] = [];
  let waiting: PromiseWithResolvers<Claim> | undefined;
  const ready = Promise.withResolvers<void>();
  lines.on("line", (line) => {
    if (line === "ready") return ready.resolve();
    const found = /^(\d+) (?:won|(.+))$/.exec(line);
    if (found === null) return;
    const claim = { number: Number(found[1]), holders: found[2] };
    claims.push(claim);
    onClaim(claim);
    waiting?.resolve(claim);
  });
  const ended = Promise.all([once(child, "exit"), once(lines, "close")]).then(() => {
    ready.reject(new Error("It ended."));
    waiting?.reject(new Error("It ended."));
  });
  await ready.promise;
  return {
    claim: (numbers) => void child.stdin.write(numbers.map((number) => `${number}\n`).join("")),
    next() {
      waiting = Promise.withResolvers();
      return waiting.promise;
    },
    claims,
    ended,
    kill: () => void child.kill("SIGKILL"),
  };
}
