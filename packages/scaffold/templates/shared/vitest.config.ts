import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    include: ["src/**/*.test.ts"],
    // Against a test that hangs, not one that is slow: the machine may have other work.
    testTimeout: 60_000,
    hookTimeout: 120_000,
    // A key on the machine that runs the tests must not change what they do.
    env: { NO_COLOR: "1" },
  },
});
