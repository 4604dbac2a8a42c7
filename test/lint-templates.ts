// Step `templates` of `npm test`: synthesises the stacks and holds the templates against CloudFormation's own schemas.
// Ends with 3 and says why when cfn-lint cannot be had here.
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { synthesiseAll } from "./templates.ts";

const notHere = 3;
const root = join(import.meta.dirname, "..");
const requirements = join(import.meta.dirname, "cfn-lint.txt");
const tool = join(root, ".kubewright", "tools", "cfn-lint");
const stamp = join(tool, "installed.txt");

const run = (command: string, ...args: string[]): number =>
  spawnSync(command, args, { stdio: "inherit", cwd: root }).status ?? 127;

const installed = (): boolean =>
  existsSync(stamp) && readFileSync(stamp, "utf8") === readFileSync(requirements, "utf8");

if (!installed()) {
  rmSync(tool, { recursive: true, force: true });
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "-r", requirements];
  if (run("python3", "-m", "venv", tool) !== 0 || run(join(tool, "bin/python"), ...pip) !== 0) {
    console.error("cfn-lint cannot be installed: is there a python3 with venv, and a package index in reach?");
    process.exit(notHere);
  }
  writeFileSync(stamp, readFileSync(requirements));
}
const { directory, stacks } = synthesiseAll(join(root, ".kubewright", "test", "templates"));
const templates = stacks.map(({ templateFile }) => join(directory, templateFile));
// W3005: the CDK spells out dependencies that references imply already.
process.exitCode = run(
  join(tool, "bin/cfn-lint"),
  "--regions",
  "us-east-1",
  "--ignore-checks",
  "W3005",
  "--",
  ...templates,
);
