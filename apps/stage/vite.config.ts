import { fileURLToPath } from "node:url";
import { defineConfig } from "vite";

// One page, its script and its style: nothing from elsewhere, nothing inline.
export default defineConfig({
  root: fileURLToPath(new URL("page", import.meta.url)),
  base: "./",
  publicDir: false,
  oxc: { jsx: { runtime: "automatic", importSource: "preact" } },
  build: { outDir: "../dist", emptyOutDir: true, modulePreload: { polyfill: false }, assetsInlineLimit: 0 },
});
