// Step `templates` of `npm test`: synthesises the stacks and holds the templates against CloudFormation's own schemas.
// Ends with 3 and says why when cfn-lint cannot be had here.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { root } from "#local/folders.ts";
import { hashOf, unlessPassed } from "./passed-before.ts";
import { synthesised, templatesIn } from "./templates.ts";

const notHere = 3;
const requirements = join(import.meta.dirname, "cfn-lint.txt");
const tool = join(root, ".kubewright", "tools", "cfn-lint");
const stamp = join(tool, "installed.txt");

const run = (command: string, ...args: string[]): number =>
  spawnSync(command, args, { stdio: "inherit", cwd: root }).status ?? 127;

const installed = (): boolean =>
  existsSync(stamp) && readFileSync(stamp, "utf8") === readFileSync(requirements, "utf8");

const install = (): boolean => {
  if (installed()) return true;
  rmSync(tool, { recursive: true, force: true });
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r", requirements];
  if (run("python3", "-m", "venv", tool) !== 0 || run(join(tool, "bin/python"), ...pip) !== 0) return false;
  writeFileSync(stamp, readFileSync(requirements));
  return true;
};

const folder = synthesised();
const templates = templatesIn(folder);
// W3005: the CDK spells out dependencies that references imply already.
const rules = ["--regions", "us-east-1", "--ignore-checks", "W3005"];
const lint = (): number => {
  if (install()) return run(join(tool, "bin/cfn-lint"), ...rules, "--", ...templates);
  console.error("cfn-lint cannot be installed: is there a python3 with venv, and a package index in reach?");
  return notHere;
};
// Each version of it, and the rules that come with it, stand in cfn-lint.txt; those that are asked for, in this file.
const inputs = hashOf(folder, [
  ...templates.map((path) => relative(folder, path)),
  ...[requirements, import.meta.filename].map((path) => relative(folder, path)),
]);
process.exitCode = unlessPassed("cfn-lint", inputs, lint);
