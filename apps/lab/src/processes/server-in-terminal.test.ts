import { startTerminal } from "@kit/terminal/testing/start-terminal";
import { expect, it } from "vitest";
import { ROOT } from "./start-program.ts";

it("a server that a user starts in a terminal says who is expected to start it, and how to try it", async () => {
  const { terminal, screen, exited, until } = startTerminal(process.execPath, ["apps/server/src/main.ts"], {
    cwd: ROOT,
  });
  await until("client tools");
  expect(screen.text).toContain("An MCP host is expected to start this server");
  // The end of input, as a host ends it.
  terminal.write("\u0004");
  expect(await exited).toBe(0);
}, 60_000);
