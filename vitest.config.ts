import { defineConfig } from "vitest/config";

/** `vitest run` is what a developer waits for; `vitest run --mode full` does the long tests at full size. */
export default defineConfig(({ mode }) => ({
  test: {
    include: ["test/**/*.test.ts"],
    provide: { isFull: mode === "full" },
    // Files share their worker's modules, which saves most of their imports; no test replaces a module.
    isolate: false,
    // One more than a small machine has cores: many tests wait for a server or for a deadline.
    maxWorkers: 3,
    // Whole-process and platform tests open real sockets; the rest ends long before this.
    testTimeout: 20_000,
  },
}));
