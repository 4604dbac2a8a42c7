import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { cacheFolder } from "#local/folders.ts";
import { makeVenv } from "#local/localstack/python.ts";
import { runTool } from "#local/localstack/run-tool.ts";
import { releaseFolder, takeFolder } from "#local/run-record.ts";

const requirements = join(import.meta.dirname, "requirements.txt");

/** Installs Schemathesis, pinned with all it needs, into the cache folder, once. @returns the program */
export const installSchemathesis = async (say: (line: string) => void = () => undefined): Promise<string> => {
  const home = join(cacheFolder(), "schemathesis");
  const [venv, stamp] = [join(home, "venv"), join(home, "installed.txt")];
  const program = join(venv, "bin/schemathesis");
  const wanted = readFileSync(requirements, "utf8");
  const isInstalled = () => existsSync(program) && existsSync(stamp) && readFileSync(stamp, "utf8") === wanted;
  if (isInstalled()) return program;
  for (let holder = takeFolder(home); holder; holder = takeFolder(home)) {
    say(`Schemathesis: waiting for process ${holder.pid}, which is installing it`);
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  try {
    if (isInstalled()) return program;
    say("Schemathesis: installing its Python packages (once)");
    rmSync(stamp, { force: true });
    const [pip = "", ...args] = await makeVenv(venv, say);
    await runTool(pip, [
      ...args,
      "--quiet",
      "--disable-pip-version-check",
      "--no-input",
      "--no-deps",
      "-r",
      requirements,
    ]);
    writeFileSync(stamp, wanted);
    return program;
  } finally {
    releaseFolder(home);
  }
};
