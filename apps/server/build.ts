import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// Usage: node build.ts [outdir]. A built server starts in half the time, and needs no node_modules.
await build({
  entryPoints: [here("src/main.ts")],
  outdir: process.argv[2] ?? here("dist"),
  bundle: true,
  // Each protocol folder becomes a file of its own, with its SDK, and is loaded when a client needs it.
  splitting: true,
  platform: "node",
  format: "esm",
  target: "node22",
  // Some dependencies are CommonJS and call require.
  banner: { js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);' },
});
