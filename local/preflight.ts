import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, statfsSync } from "node:fs";
import { dirname, join } from "node:path";
import { cacheFolder, stateFolder } from "./folders.ts";
import { hasImage } from "./install.ts";
import { localstackHome } from "./localstack/home.ts";
import { onPath } from "./localstack/python.ts";

type Machines = "sandbox" | "simulated";

/** Debian packages are installed where they are missing; elsewhere, and without the right, nothing can be. */
const canInstall = (): boolean => process.getuid?.() === 0 && onPath("apt-get").length > 0;

const gib = 2 ** 30;

/** LocalStack runs on Python; once it is installed it has its own. */
const python = (): string | undefined => {
  if (process.env["AWS_ENDPOINT_URL"] || existsSync(join(localstackHome(cacheFolder()).venv, "bin/python")))
    return undefined;
  const asked = "import sys, venv; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))";
  const fits = onPath("python3.11", "python3.12", "python3.13", "python3").some(
    (program) => spawnSync(program, ["-c", asked], { stdio: "ignore" }).status === 0,
  );
  return fits || canInstall()
    ? undefined
    : "no Python 3.11, 3.12 or 3.13: install one (Debian: apt-get install python3 python3-venv), or set AWS_ENDPOINT_URL to a LocalStack that runs";
};

const existing = (path: string): string => (existsSync(path) ? path : existing(dirname(path)));

const room = (what: string, folder: string, wanted: number): string | undefined => {
  const { bavail, bsize } = statfsSync(existing(folder));
  const free = bavail * bsize;
  return free >= wanted
    ? undefined
    : `${(free / gib).toFixed(1)} GiB of disk are free at ${folder}, ${(wanted / gib).toFixed(0)} are needed for ${what}: make room, or point KUBEWRIGHT_CACHE and KUBEWRIGHT_STATE elsewhere`;
};

const memory = (wanted: number): string | undefined => {
  const [, kib] = /^MemAvailable:\s+(\d+) kB$/m.exec(readFileSync("/proc/meminfo", "utf8")) ?? [];
  const available = Number(kib) * 1024;
  return available >= wanted
    ? undefined
    : `${(available / gib).toFixed(1)} GiB of memory are available, ${(wanted / gib).toFixed(0)} are needed for five machines: end other programs`;
};

const sandbox = async (version: string): Promise<(string | undefined)[]> => {
  const { whyNoSandbox } = await import("./region/machines/sandbox/preflight.ts");
  if (process.platform !== "linux") return whyNoSandbox(stateFolder());
  const { missingPackages } = await import("./debian-packages.ts");
  // What is missing is installed first; whether the rest is well is looked at after that.
  const installable = canInstall() && missingPackages().length > 0;
  return [
    ...(process.arch === "x64" ? [] : [`this is ${process.arch}: sandbox machines need x86-64`]),
    ...(installable ? [] : whyNoSandbox(stateFolder())),
    memory(4 * gib),
    ...(hasImage(version) ? [] : [room("Kubernetes and its machine image", cacheFolder(), 8 * gib)]),
  ];
};

/** Everything that is needed and cannot be installed, all of it at once, each with what to do. */
export const preflight = async (machines: Machines, version: string): Promise<string[]> => {
  const looked = [
    python(),
    room("LocalStack", cacheFolder(), 2 * gib),
    room("the service's own state", stateFolder(), gib),
    ...(machines === "sandbox" ? await sandbox(version) : []),
  ];
  return looked.filter((missing) => missing !== undefined);
};
