import { defineConfig } from "vitest/config";

/**
 * htmx can evaluate strings, we forbid it (`allowEval`, and the pages' CSP). A direct `eval` in the bundle would also
 * keep every name around it from being shortened, so it goes.
 */
const htmxWithoutEval = {
  name: "htmx-without-eval",
  transform(code: string, id: string) {
    if (!id.endsWith("htmx.esm.js")) return null;
    if (!code.includes(EVAL))
      throw new Error(`htmx no longer has "${EVAL}": see htmxWithoutEval in vite.config.ts.`);
    return { code: code.replace(EVAL, 'throw new Error("htmx: eval is not allowed")'), map: null };
  },
};
const EVAL = "return eval(str)";

/**
 * Five entries, one for each kind of page: `pages` (server-rendered pages), `map` (the square without WebGL),
 * `place` (the square in 3D), `embed` (the square within another site's page) and `editor` (the editors' desk of a
 * place). `madang build` gives the output folder with `--outDir`; the web finds the
 * hashed names in `manifest.json`.
 */
export default defineConfig({
  base: "/built/client/",
  publicDir: false,
  plugins: [htmxWithoutEval],
  build: {
    target: "es2022",
    manifest: "manifest.json",
    emptyOutDir: true,
    assetsDir: "assets",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    chunkSizeWarningLimit: 800,
    rollupOptions: {
      input: {
        editor: "src/editor.ts",
        pages: "src/pages.ts",
        embed: "src/embed.ts",
        map: "src/map.ts",
        place: "src/place.ts",
      },
    },
  },
  test: {
    include: ["src/**/tests/*.test.ts"],
    environment: "node",
  },
});
