import { spawn } from "node:child_process";
import { mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { run } from "./run.ts";

/** No CRI, no folder outside of its own: all that it is for is to unpack images. */
const config = 'version = 2\ndisabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.internal.v1.opt"]\n';
const startsWithin = 20_000;

/**
 * Fills a folder as a machine's containerd would have it after pulling: a containerd of our own unpacks the archives into it and ends.
 * @throws Error when an image of the list is not complete afterwards
 */
export const fillStore = async (store: string, archives: string[], images: string[]): Promise<void> => {
  // A path for sockets must be short.
  const work = mkdtempSync(join(tmpdir(), "kw-"));
  const socket = join(work, "c.sock");
  const log = join(work, "log");
  writeFileSync(join(work, "config.toml"), config);
  mkdirSync(store, { recursive: true });
  const output = openSync(log, "w");
  const daemon = spawn(
    "containerd",
    [
      ...["--config", join(work, "config.toml"), "--root", store],
      ...["--state", join(work, "state"), "--address", socket],
    ],
    { stdio: ["ignore", output, output] },
  );
  const ended = new Promise<void>((resolve) => {
    daemon.once("close", () => resolve()).once("error", () => resolve());
  });
  const ctr = (...args: string[]) => run(["ctr", "--address", socket, "--namespace", "k8s.io", ...args]);
  try {
    const deadline = Date.now() + startsWithin;
    while (!(await ctr("version").catch(() => undefined))) {
      if (daemon.exitCode !== null || daemon.pid === undefined || Date.now() > deadline)
        throw new Error(`containerd does not start: ${readFileSync(log, "utf8").slice(-1000)}`);
      await sleep(50);
    }
    for (const archive of archives) await ctr("images", "import", archive);
    const checked = await ctr("images", "check");
    for (const image of images)
      if (!checked.split("\n").some((line) => line.startsWith(`${image} `) && line.includes(" complete ")))
        throw new Error(`${image} did not get into the machine image`);
  } finally {
    daemon.kill("SIGTERM");
    await ended;
    rmSync(work, { recursive: true, force: true });
  }
};
