import { spawnSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { runTool } from "./run-tool.ts";

interface Python {
  path: string;
  version: [number, number];
  /** Whether `python -m venv` brings pip along; Debian has that in a package of its own. */
  ensurepip: boolean;
  /** Whether `python -m pip` is there and can install into another Python's folders (22.3 and newer). */
  pip: boolean;
}

/** What the pins in requirements.txt have wheels for. */
const fits = ({ version: [major, minor] }: Python): boolean => major === 3 && minor >= 11 && minor <= 13;

const question = `
import importlib.util as u, json, sys
pip = False
if u.find_spec("pip"):
    import pip as p
    pip = tuple(int(n) for n in p.__version__.split(".")[:2]) >= (22, 3)
print(json.dumps({"version": sys.version_info[:2], "ensurepip": bool(u.find_spec("ensurepip")), "pip": pip}))
`;

const ask = (path: string): Python[] => {
  const { status, stdout } = spawnSync(path, ["-c", question], { encoding: "utf8", timeout: 30_000 });
  try {
    return status === 0 ? [{ path, ...(JSON.parse(stdout) as Omit<Python, "path">) }] : [];
  } catch {
    return [];
  }
};

/** Programs of these names on PATH, in the order of the names. */
export const onPath = (...names: string[]): string[] =>
  names.flatMap((name) =>
    (process.env["PATH"] ?? "")
      .split(delimiter)
      .map((folder) => join(folder, name))
      .filter((path) => {
        try {
          accessSync(path, constants.X_OK);
          return true;
        } catch {
          return false;
        }
      }),
  );

/** The Python that asks for the least: one that can make a whole venv, else one whose pip can fill an empty one. */
const choose = (): Python | undefined => {
  const known = onPath("python3.11", "python3.12", "python3.13", "python3").flatMap(ask).filter(fits);
  return known.find(({ ensurepip }) => ensurepip) ?? known.find(({ pip }) => pip);
};

/**
 * Makes an empty venv and tells how to install into it.
 * As root on Debian, a Python without venv and pip gets them from Debian's own package.
 * @returns the command that requirements are to be appended to, such as `python -m pip install`
 * @throws Error that says what to install by hand
 */
export const makeVenv = async (folder: string, say: (line: string) => void): Promise<string[]> => {
  let python = choose();
  if (!python && process.getuid?.() === 0 && onPath("apt-get").length > 0) {
    say("LocalStack: installing Debian's python3-venv");
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await runTool("apt-get", ["update", "-qq"], { env });
    await runTool("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "python3-venv"], { env });
    python = choose();
  }
  if (!python)
    throw new Error(
      "LocalStack needs Python 3.11, 3.12 or 3.13 with venv or pip; on Debian: apt-get install python3 python3-venv",
    );
  await runTool(python.path, ["-m", "venv", "--clear", ...(python.ensurepip ? [] : ["--without-pip"]), folder]);
  const inside = join(folder, "bin/python");
  return python.ensurepip
    ? [inside, "-m", "pip", "install"]
    : [python.path, "-m", "pip", "--python", inside, "install"];
};
