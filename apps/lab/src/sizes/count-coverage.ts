import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { CLIENT, ROOT, runProgram } from "../processes/start-program.ts";

type Coverage = {
  result: { url: string; functions: { functionName: string; ranges: { count: number }[] }[] }[];
};

/**
 * The source files of the kit of which a function runs in one `call summarize` on 2026-07-28, in the client's process
 * and in the server's. That a file is loaded does not count: a function with a name must have been called.
 */
export async function listCoveredFiles(): Promise<string[]> {
  const folder = await mkdtemp(join(tmpdir(), "kit-coverage-"));
  try {
    const document = join(ROOT, "README.md");
    const args = ["call", "summarize", "--file", document, "--protocol", "2026-07-28", "--yes"];
    // Node hands the folder of the coverage on to the processes that it starts.
    const env = { PATH: process.env.PATH ?? "", HOME: folder, XDG_STATE_HOME: folder, NODE_V8_COVERAGE: folder };
    const { code, stderr } = await runProgram(CLIENT, args, { env, cwd: folder });
    if (code !== 0) throw new Error(`The call failed: ${stderr}`);
    const reports = (await readdir(folder)).filter((name) => name.startsWith("coverage-"));
    const covered = new Set<string>();
    for (const name of reports) {
      const { result }: Coverage = JSON.parse(await readFile(join(folder, name), "utf8"));
      for (const { url, functions } of result) {
        const hasRun = functions.some(
          ({ functionName, ranges: [whole] }) => functionName !== "" && (whole?.count ?? 0) > 0,
        );
        if (hasRun && url.startsWith("file:")) covered.add(relative(ROOT, fileURLToPath(url)).replaceAll("\\", "/"));
      }
    }
    return [...covered].filter((path) => /^(apps|packages)\/[^/]+\/src\//.test(path)).sort();
  } finally {
    await rm(folder, { recursive: true });
  }
}
