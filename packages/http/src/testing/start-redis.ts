import { createFolder, findFreePort, type RunningProgram, startProgram } from "./start-program.ts";

/** Starts a Redis on loopback that keeps nothing on disk. */
export async function startRedis(path: string, port?: number): Promise<RunningProgram & { url: string; port: number }> {
  const chosen = port ?? (await findFreePort());
  const folder = createFolder();
  const args = ["--port", String(chosen), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no", "--dir", folder];
  const redis = await startProgram(path, args, folder, /Ready to accept connections/);
  return { ...redis, url: `redis://127.0.0.1:${chosen}`, port: chosen };
}
