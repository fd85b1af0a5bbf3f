import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { createFolder, findFreePort, type RunningProgram, startProgram } from "./start-program.ts";

const DOCUMENTED = new URL("../../../../apps/server/deploy/nginx.conf", import.meta.url);

/** Starts nginx on loopback with the documented configuration, in front of three servers. */
export async function startNginx(path: string, urls: readonly string[]): Promise<RunningProgram & { url: string }> {
  const port = await findFreePort();
  const folder = createFolder();
  const documented = readFileSync(DOCUMENTED, "utf8")
    .replace("listen 8080;", `listen 127.0.0.1:${port};`)
    .replace(/127\.0\.0\.1:300([123]);/g, (_whole, number) => `${new URL(urls[number - 1] ?? "").host};`);
  writeFileSync(join(folder, "kit.conf"), documented);
  writeFileSync(join(folder, "nginx.conf"), mainConfiguration(folder));
  const args = ["-p", folder, "-c", join(folder, "nginx.conf"), "-e", "stderr", "-g", "daemon off;"];
  const nginx = await startProgram(path, args, folder, /start worker process/);
  return { ...nginx, url: `http://127.0.0.1:${port}/mcp` };
}

/** What a system's own nginx.conf says around it: here, that all files are in the folder. */
function mainConfiguration(folder: string): string {
  const paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  return `pid ${folder}/nginx.pid;
error_log stderr notice;
events {}
http {
  access_log off;
  ${paths.join("\n  ")}
  include ${folder}/kit.conf;
}
`;
}
