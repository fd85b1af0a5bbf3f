import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { expect, onTestFinished, test } from "vitest";
import { startOfflineModel } from "./start-offline-model.ts";

const main = fileURLToPath(new URL("./main.ts", import.meta.url));
const packageFolder = fileURLToPath(new URL("..", import.meta.url));

/** Runs the command until its last line was printed. */
async function startCommand(...flags: string[]): Promise<{ child: ChildProcess; printed: string }> {
  const child = spawn(process.execPath, [main, "--port", "0", ...flags], { stdio: ["ignore", "pipe", "inherit"] });
  onTestFinished(() => void child.kill("SIGKILL"));
  const lines: string[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    lines.push(line);
    if (line === "Ctrl-C stops it.") break;
  }
  return { child, printed: lines.join("\n") };
}

const baseURLIn = (printed: string) => /http:\S+\/v1/.exec(printed)?.[0] ?? "";

function runCommand(...flags: string[]) {
  return spawnSync(process.execPath, [main, ...flags], { encoding: "utf8", timeout: 15_000 });
}

test("prints base URL, key and model ids, and three lines that point a client at it", async () => {
  const { printed } = await startCommand("--key", "demo");
  expect(printed).toContain("Key: demo");
  expect(printed).toMatch(/^ {2}kit-offline-1 .+\n {2}flaky-429 .+Retry-After/m);
  const example = printed.match(/^ {2}(?:import|const|await) .+;$/gm) ?? [];
  expect(example).toHaveLength(3);
  const program = example.join("\n").replace("await openai.", "const answer = await openai.");
  const run = spawnSync(
    process.execPath,
    ["--input-type=module", "-e", `${program}\nconsole.log(answer.system_fingerprint)`],
    { encoding: "utf8", cwd: packageFolder, timeout: 15_000 },
  );
  expect(run.stdout.trim()).toBe("offline-rules");
});

test("lets every request pass with --no-key", async () => {
  const { printed } = await startCommand("--no-key");
  expect(printed).toContain("Key: none needed");
  expect((await fetch(`${baseURLIn(printed)}/models`)).status).toBe(200);
});

test("has a random key without a flag", async () => {
  const { printed } = await startCommand();
  expect(printed).toMatch(/^Key: offline-\S{24}$/m);
  expect((await fetch(`${baseURLIn(printed)}/models`)).status).toBe(401);
});

test.for([["SIGINT", 130] as const, ["SIGTERM", 143] as const])(
  "stays until %s, and exits with %i",
  async ([signal, code]) => {
    const { child, printed } = await startCommand();
    // A keep-alive connection does not hold it back.
    await (await fetch(`${baseURLIn(printed)}/models`)).text();
    const exit = once(child, "exit");
    child.kill(signal);
    expect(await exit).toEqual([code, null]);
  },
);

test.for([
  [["--prot", "4010"], /Unknown option '--prot'/],
  [["--port", "http"], /--port is "http"\. Give a number from 0 to 65535/],
  [["--key", "two words"], /--key must be text without white space/],
  [["--key", "a", "--no-key"], /not both/],
] as const)("explains %j and exits with 2", ([flags, message]) => {
  const { status, stderr, stdout } = runCommand(...flags);
  expect(stderr).toMatch(message);
  expect(stderr).toContain("Usage:");
  expect(stderr).not.toMatch(/\n\s+at /);
  expect(stdout).toBe("");
  expect(status).toBe(2);
});

test("says that a port is taken and exits with 1", async () => {
  const model = await startOfflineModel();
  const { status, stderr } = runCommand("--port", new URL(model.baseURL).port);
  expect(stderr.trim()).toBe("The port is taken. Choose another with --port, or --port 0 for a free one.");
  expect(status).toBe(1);
  await model.close();
});

test("prints its flags with --help", () => {
  const { status, stdout } = runCommand("--help");
  expect(stdout).toMatch(/^Usage:/);
  expect(status).toBe(0);
});
