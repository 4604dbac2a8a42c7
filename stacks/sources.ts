import { createHash } from "node:crypto";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";

/** Rooms of functions, by folder. */
export type FunctionKind = "api" | "stages" | "events" | "authorizer";

/** What there is to deploy, read from the rooms themselves: a new file needs no list here. */
export interface Sources {
  root: string;
  /** File names without `.ts`, sorted. */
  functions: Record<FunctionKind, string[]>;
  /** Text of each state machine, by workflow name such as `create-cluster`. */
  workflows: Record<string, string>;
}

const list = (folder: string, ending: string): string[] => {
  try {
    return readdirSync(folder)
      .filter((name) => name.endsWith(ending) && !name.endsWith(".test.ts"))
      .map((name) => basename(name, ending))
      .sort();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
};

/** @param root folder that holds functions/ and statemachines/ */
export const readSources = (root = join(import.meta.dirname, "..")): Sources => ({
  root,
  functions: {
    api: list(join(root, "functions/api"), ".ts"),
    stages: list(join(root, "functions/stages"), ".ts"),
    events: list(join(root, "functions/events"), ".ts"),
    authorizer: list(join(root, "functions/authorizer"), ".ts"),
  },
  workflows: Object.fromEntries(
    list(join(root, "statemachines"), ".asl.json").map((name) => [
      name,
      readFileSync(join(root, "statemachines", `${name}.asl.json`), "utf8"),
    ]),
  ),
});

/**
 * SHA-256 over names and contents of what is in some rooms, tests left out.
 * @param rooms folders and files, relative to the root; what is not there counts as nothing
 * @param choices what else the result depends on
 */
export const sourcesHash = (root: string, rooms: readonly string[], choices: string): string => {
  const hash = createHash("sha256").update(choices);
  const add = (path: string): void => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    if (stat?.isDirectory()) for (const name of readdirSync(join(root, path)).sort()) add(join(path, name));
    else if (stat && !path.endsWith(".test.ts")) hash.update(`${path}\0`).update(readFileSync(join(root, path)));
  };
  for (const room of rooms) add(room);
  return hash.digest("hex");
};

/** `LaunchControlPlane` → `launch-control-plane` */
export const kebab = (name: string): string =>
  name
    .replace(/([a-z0-9])([A-Z])/g, "$1-$2")
    .replace(/([A-Z])([A-Z][a-z])/g, "$1-$2")
    .toLowerCase();

/** `launch-control-plane` → `LaunchControlPlane` */
export const pascal = (name: string): string =>
  name.replace(/(^|-)([a-z0-9])/g, (_, _dash: string, letter: string) => letter.toUpperCase());

/** `${Name}` places of a state machine's text, each once. */
export const placeholders = (asl: string): string[] =>
  [...new Set([...asl.matchAll(/\$\{([A-Za-z0-9]+)\}/g)].map(([, name]) => name as string))].sort();
