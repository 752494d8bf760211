import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

/** `vitest run` is what a developer waits for; `vitest run --mode full` does the long tests, and only these, at full size. */
export default defineConfig(({ mode }) => ({
  test: {
    include: [mode === "full" ? "test/**/*.full.test.ts" : "test/**/*.test.ts"],
    globalSetup: "test/support/process/program.ts",
    provide: { isFull: mode === "full" },
    // Files share their worker's modules, which saves most of their imports; no test replaces a module. What draws cards
    // for the long tests replaces globals.
    isolate: mode === "full",
    // More than there are cores: many tests wait for a server or for a deadline. The long ones wait less.
    maxWorkers: availableParallelism() + (mode === "full" ? 1 : 2),
    // For what hangs. Everything ends long before, on a machine that has other work as well.
    testTimeout: mode === "full" ? 300_000 : 60_000,
    hookTimeout: 60_000,
  },
}));
