import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { dirname, join } from "node:path";
import { root } from "#local/folders.ts";
import { sourcesHash } from "#stacks/sources.ts";

export interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
  DependsOn?: string[];
}

/** All that templates and the files beside them are made of. */
const inputs = [
  ...["contract", "core", "adapters", "functions", "node", "stacks", "statemachines", "console"],
  ...["cdk.json", "package.json", "package-lock.json", "test/templates.ts", "test/synthesise.ts"],
];

/**
 * The whole service's templates as they go to AWS, and the files that go there with them. They are made once for the same sources, by a
 * process of its own: among jest's modules the CDK takes half a minute to load.
 * @returns the folder that they lie in
 * @throws Error with what the synthesis said, for a finding of cdk-nag without a reason, too
 */
export const synthesised = (): string => {
  const folder = join(root, ".kubewright/test/templates", sourcesHash(root, inputs, process.version));
  if (existsSync(folder)) return folder;
  const all = dirname(folder);
  const made = `${folder}.${process.pid}`;
  mkdirSync(all, { recursive: true });
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(root, "test/synthesise.ts"), made], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, NODE_OPTIONS: "" },
  });
  if (status !== 0) {
    rmSync(made, { recursive: true, force: true });
    throw new Error(`the stacks cannot be synthesised:\n${stdout}${stderr}`);
  }
  try {
    renameSync(made, folder);
  } catch (error) {
    rmSync(made, { recursive: true, force: true });
    // Somebody else has made the same meanwhile.
    if (!existsSync(folder)) throw error;
  }
  for (const name of readdirSync(all))
    if (/^[0-9a-f]{64}$/.test(name) && join(all, name) !== folder) rmSync(join(all, name), { recursive: true });
  return folder;
};

/** @returns paths of the templates in a folder that was synthesised */
export const templatesIn = (folder: string): string[] =>
  readdirSync(folder)
    .filter((name) => name.endsWith(".template.json"))
    .map((name) => join(folder, name));

/** @param stack such as `KubewrightApi` */
export const templateOf = (folder: string, stack: string): { Resources: Record<string, Resource> } =>
  JSON.parse(readFileSync(join(folder, `${stack}.template.json`), "utf8"));
