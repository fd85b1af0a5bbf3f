import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { runCommand } from "../testing/run-command.ts";
import { serveOnLoopback } from "../testing/serve-on-loopback.ts";
import { doctorCommand } from "./doctor.ts";

const folder = mkdtempSync(join(tmpdir(), "kit-doctor-"));
afterAll(() => rmSync(folder, { recursive: true }));

// Each starts several servers: on a machine under load that takes a while.
describe("pnpm client doctor", { timeout: 120_000 }, () => {
  it("finds everything in order on a fresh clone, names keys without their values, and shows a model server", async () => {
    const proxy = await serveOnLoopback("/v1", (_request, response) =>
      response.end(JSON.stringify({ data: [{ id: "llama" }] })),
    );
    const env = { OPENAI_API_KEY: "sk-secret", LITELLM_PROXY_API_BASE: proxy.url, INIT_CWD: folder };
    const { code, stdout } = await runCommand(doctorCommand, ["doctor"], env);
    await proxy.kill();
    expect(code, stdout).toBe(0);
    expect(stdout).toContain("keys: set: OPENAI_API_KEY");
    expect(stdout).not.toContain("sk-secret");
    expect(stdout).toContain("ok     offline model: answers");
    expect(stdout).toContain("ok     server kit: speaks 2026-07-28, has ");
    expect(stdout).toMatch(
      /ok {5}local LiteLLM proxy: 1 models at 127\.0\.0\.1:\d+: use it with --model litellm_proxy\/NAME/,
    );
  });

  it("says what is wrong and what to do, one line each, and exits with 1", async () => {
    const away = await serveOnLoopback("/mcp", () => undefined);
    await away.kill();
    const mcpServers = {
      gone: { command: "no-such-program" },
      away: { url: away.url },
      secret: { command: "a", env: { TOKEN: `\${env:NOT_SET}` } },
    };
    writeFileSync(join(folder, "mcp.json"), JSON.stringify({ mcpServers }));
    const { code, stdout } = await runCommand(
      doctorCommand,
      ["doctor", "--json", "--servers", "mcp.json", "--model", "openai/x"],
      {
        INIT_CWD: folder,
      },
    );
    expect(code).toBe(1);
    const wrong = JSON.parse(stdout).filter(({ status }: { status: string }) => status === "wrong");
    expect(wrong).toMatchObject([
      { about: "models", said: expect.stringMatching(/OPENAI_API_KEY.*\(missing_key\)/) },
      { about: "server gone", said: expect.stringContaining("ENOENT"), fix: expect.any(String) },
      { about: "server away", said: expect.stringContaining("nobody listens there") },
      { about: "server secret", said: expect.stringContaining("needs the variable NOT_SET") },
    ]);
  });

  it("counts a file that nobody has confirmed as a finding, and looks at the rest", async () => {
    const here = mkdtempSync(join(folder, "unconfirmed-"));
    writeFileSync(join(here, "sampling.policy.json"), "{}");
    const { code, stdout } = await runCommand(doctorCommand, ["doctor"], { INIT_CWD: here });
    expect(code).toBe(1);
    expect(stdout).toMatch(/WRONG +files: .*sampling\.policy\.json/);
    expect(stdout).toContain("(untrusted_file)");
    expect(stdout).toContain("ok     server kit: speaks 2026-07-28");
  });

  it("judges the servers and the policy of the user and nothing else, and says what it starts before it does", async () => {
    const script = "console.error('no luck today'); process.exit(1)";
    const mcpServers = { mine: { command: process.execPath, args: ["-e", script] } };
    writeFileSync(join(folder, "mcp.json"), JSON.stringify({ mcpServers }));
    writeFileSync(join(folder, "sampling.policy.json"), '{ "servers": { "kit": { "mode": "aks" } },\n "x": 3 }');
    const { code, stdout } = await runCommand(
      doctorCommand,
      ["doctor", "--servers", "mcp.json", "--policy", "sampling.policy.json"],
      { INIT_CWD: folder },
    );
    expect(code).toBe(1);
    expect(stdout).toMatch(/^WRONG {2}policy: .*:1:\d+: servers\.kit\.mode is "aks".*\n {7}.*:2:2: x is no field/m);
    expect(stdout).not.toContain("\\u{a}");
    expect(stdout).toMatch(/^note {3}server mine: starts .*no luck[\s\S]*^WRONG {2}server mine: .*no luck today/m);
    expect(stdout).not.toContain("server kit");
  });
});
