import { readFileSync } from "node:fs";
import { build } from "esbuild";

// Usage: node build.ts [outdir]. Writes main.js: one file that starts fast and needs no node_modules.
await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: ["src/main.ts"],
  outfile: `${process.argv[2] ?? "dist"}/main.js`,
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node22",
  mainFields: ["module", "main"],
  banner: {
    js: [
      "#!/usr/bin/env node",
      readFileSync(new URL("check-node.js", import.meta.url), "utf8"),
      // Some dependencies are CommonJS and call require.
      'import { createRequire as makeRequire } from "node:module"; const require = makeRequire(import.meta.url);',
    ].join("\n"),
  },
});
