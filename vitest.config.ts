import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    // Whole-process and platform tests open real sockets; the rest ends long before this.
    testTimeout: 20_000,
  },
});
