// Jest transform: types are stripped by esbuild, as in the bundles that are deployed.
import { transformSync } from "esbuild";

export default {
  process: (source, path) =>
    transformSync(source, { loader: "ts", format: "esm", target: "node22", sourcefile: path, sourcemap: "inline" }),
  processAsync: async (source, path) =>
    transformSync(source, { loader: "ts", format: "esm", target: "node22", sourcefile: path, sourcemap: "inline" }),
};
