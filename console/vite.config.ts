import { defineConfig } from "vite";

/** What becomes of this room: files that any web server can serve. stacks/console-files.ts runs it. */
export default defineConfig({
  root: import.meta.dirname,
  // The programs of a page come from the page's own origin: no inline data that its content policy would have to allow.
  build: { target: "es2023", assetsInlineLimit: 0, modulePreload: { polyfill: false }, reportCompressedSize: false },
});
