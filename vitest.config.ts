import { availableParallelism } from "node:os";
import { defineConfig } from "vitest/config";

// One configuration for every package: each runs `vitest run --config ../../vitest.config.ts` in its own folder.
export default defineConfig({
  test: {
    include: ["{src,test}/**/*.test.ts"],
    passWithNoTests: false,
    // Most tests wait for processes that they have started.
    maxWorkers: availableParallelism() + 1,
    // Against a test that hangs, not one that is slow: the machine may have other work.
    testTimeout: 240_000,
    // Where a machine is shared, a test may fail for what is not its own; one that fails twice is red.
    retry: process.env.CI ? 1 : 0,
    // A hook may start several processes.
    hookTimeout: 240_000,
    // Neither colours nor who has started the tests, such as npx, change what a command writes.
    env: { NO_COLOR: "1", npm_config_user_agent: "", npm_execpath: "" },
  },
});
