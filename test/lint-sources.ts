// Step `lint` of `npm test`: eslint, whose rules ask for types. A file may break them by what another one says, so that results of single
// files are not kept: it is skipped only where all that types come from is as it was when all of it passed.
import { spawnSync } from "node:child_process";
import { root } from "#local/folders.ts";
import { hashOf, typedFiles, unlessPassed } from "./passed-before.ts";

const eslint = (): number =>
  spawnSync("eslint", [".", "--max-warnings=0"], { stdio: "inherit", cwd: root }).status ?? 127;
process.exitCode = unlessPassed("eslint", hashOf(root, typedFiles(root)), eslint);
