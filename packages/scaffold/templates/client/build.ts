import { copyFileSync, existsSync, mkdirSync, readFileSync } from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { build, type Plugin } from "esbuild";

// Usage: node build.ts [outdir]. Writes main.js, which starts fast and needs no node_modules.
const outdir = resolve(import.meta.dirname, process.argv[2] ?? "dist");
mkdirSync(outdir, { recursive: true });

/** The files that the sources find beside themselves, such as a schema, are copied beside main.js. */
const assets: Plugin = {
  name: "assets",
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]src[\\/].*\.ts$/ }, ({ path }) => ({
      loader: "ts",
      contents: readFileSync(path, "utf8").replace(/"([\w./-]+\.(?:txt|jsonc?))"/g, (said, name) => {
        const file = join(dirname(path), name);
        if (!existsSync(file)) return said;
        copyFileSync(file, join(outdir, basename(name)));
        return `"./${basename(name)}"`;
      }),
    }));
  },
};

await build({
  absWorkingDir: import.meta.dirname,
  entryPoints: ["src/main.ts"],
  outfile: join(outdir, "main.js"),
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
  plugins: [assets],
});
