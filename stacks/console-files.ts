import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";

/** All that the console's files are made of. */
const inputs = ["console", "contract", "package-lock.json"];

interface Build {
  /** Where its files are, or will be: named for what they are made of, so that nothing is built twice. */
  folder: string;
  command: [program: string, args: string[]];
  /** Puts what was built in its place. */
  keep(): void;
}

const planned = (root: string): Build => {
  const builds = join(root, "dist/console");
  const name = sourcesHash(root);
  const folder = join(builds, name);
  const made = `${folder}.${process.pid}`;
  const vite = join(root, "node_modules/vite/bin/vite.js");
  return {
    folder,
    command: [process.execPath, [vite, "build", join(root, "console"), "--outDir", made, "--logLevel", "error"]],
    keep() {
      try {
        renameSync(made, folder);
      } catch (error) {
        // Somebody else has built the same meanwhile.
        if (!existsSync(folder)) throw error;
        rmSync(made, { recursive: true, force: true });
      }
      const older = readdirSync(builds).filter((other) => /^[0-9a-f]{16}$/.test(other) && other !== name);
      for (const other of older) rmSync(join(builds, other), { recursive: true, force: true });
    },
  };
};

/**
 * The console's files, built where that has not been done yet.
 * @param root of the checkout
 * @returns their folder, with index.html in it
 * @throws Error with what the build said
 */
export const buildConsole = (root: string): string => {
  const { folder, command, keep } = planned(root);
  if (existsSync(folder)) return folder;
  mkdirSync(join(folder, ".."), { recursive: true });
  const { status, stdout, stderr } = spawnSync(...command, { cwd: root, encoding: "utf8" });
  if (status !== 0) throw new Error(`the console cannot be built:\n${stdout}${stderr}`);
  keep();
  return folder;
};

/** The same, beside other work. @throws Error with what the build said */
export const buildConsoleAside = async (root: string): Promise<string> => {
  const { folder, command, keep } = planned(root);
  if (existsSync(folder)) return folder;
  mkdirSync(join(folder, ".."), { recursive: true });
  await new Promise<void>((resolve, reject) => {
    const child = spawn(...command, { cwd: root, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (part) => {
        said += String(part);
      });
    child.on("error", reject);
    child.on("close", (code) => (code === 0 ? resolve() : reject(new Error(`the console cannot be built:\n${said}`))));
  });
  keep();
  return folder;
};

const sourcesHash = (root: string): string => {
  const hash = createHash("sha256");
  for (const input of inputs) {
    const path = join(root, input);
    const files = input.includes(".")
      ? [""]
      : readdirSync(path, { recursive: true, withFileTypes: true })
          .filter((entry) => entry.isFile())
          .map((entry) => join(entry.parentPath, entry.name).slice(path.length))
          .sort();
    for (const file of files) hash.update(`${input}${file}\0`).update(readFileSync(join(path, file)));
  }
  return hash.digest("hex").slice(0, 16);
};
