import { defineConfig } from "vitest/config";

/**
 * Three entries, one for each kind of page: `pages` (server-rendered pages), `map` (the square without WebGL)
 * and `place` (the square in 3D). `madang build` gives the output folder with `--outDir`; the web finds the
 * hashed names in `manifest.json`.
 */
export default defineConfig({
  base: "/built/client/",
  publicDir: false,
  build: {
    target: "es2022",
    manifest: "manifest.json",
    emptyOutDir: true,
    assetsDir: "assets",
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: {
        pages: "src/pages.ts",
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
