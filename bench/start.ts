/** How long `npm start` takes to a first Ready cluster: `npm run bench -- start` (warm), `npm run bench -- start-cold` (nothing cached). */
import { spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { root } from "#local/folders.ts";
import { median, record, round } from "./figure.ts";

const warmRuns = 3;

/** Seconds of one npm script in a clone. @throws Error with the end of its output when it fails */
const timed = (clone: string, env: NodeJS.ProcessEnv, ...words: string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const began = performance.now();
    let said = "";
    const child = spawn("npm", words, { cwd: clone, env, stdio: ["ignore", "pipe", "pipe"] });
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (part) => {
        said = (said + String(part)).slice(-4000);
      });
    child.on("error", reject);
    child.on("close", (code) => {
      const seconds = (performance.now() - began) / 1000;
      if (code === 0) resolve(seconds);
      else reject(new Error(`npm ${words.join(" ")} ended with ${code}:\n${said}`));
    });
  });

/** The committed state in a folder of its own, as after `git clone`. */
const freshClone = (): string => {
  const clone = mkdtempSync(join(homedir(), ".kubewright-bench-"));
  const { status, stderr } = spawnSync("git", ["clone", "--quiet", root, clone], { encoding: "utf8" });
  if (status !== 0) throw new Error(`git clone: ${stderr}`);
  return clone;
};

/** Nothing that npm's own run has put there. */
const plainEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(
    Object.entries(process.env).filter(([name]) => !name.startsWith("npm_") && name !== "NODE_OPTIONS"),
  );

export const benchStart = async (): Promise<void> => {
  const clone = freshClone();
  const env = plainEnvironment();
  try {
    // The packages of the clone, and whatever the cache lacks.
    await timed(clone, env, "start");
    await timed(clone, env, "stop");
    const seconds: number[] = [];
    for (let i = 0; i < warmRuns; i++) {
      seconds.push(round(await timed(clone, env, "start"), 1));
      await timed(clone, env, "stop");
    }
    record({
      figure: "start-warm-seconds",
      value: median(seconds),
      unit: `s of npm start to the first Ready cluster, everything installed, median of ${warmRuns}`,
      goal: "<= 100",
      command: "npm run bench -- start",
      detail: { seconds },
    });
  } finally {
    await timed(clone, env, "stop").catch(() => undefined);
    rmSync(clone, { recursive: true, force: true });
  }
};

/** With caches of its own for npm packages of the clone, LocalStack, Go's modules and builds, and images; removes them again. */
export const benchColdStart = async (): Promise<void> => {
  const clone = freshClone();
  const cache = mkdtempSync(join(homedir(), ".kubewright-cold-"));
  const env = {
    ...plainEnvironment(),
    KUBEWRIGHT_CACHE: join(cache, "kubewright"),
    GOCACHE: join(cache, "go-build"),
    GOMODCACHE: join(cache, "go-mod"),
    // Go makes its modules read-only, which rm minds.
    GOFLAGS: `${process.env["GOFLAGS"] ?? ""} -modcacherw`.trim(),
    npm_config_cache: join(cache, "npm"),
    PIP_NO_CACHE_DIR: "1",
  };
  try {
    const minutes = round((await timed(clone, env, "start")) / 60, 1);
    record({
      figure: "start-cold-minutes",
      value: minutes,
      unit: "min of npm start to the first Ready cluster, nothing cached but the computer's own Go, Java and Debian packages",
      goal: "<= 25",
      command: "npm run bench -- start-cold",
      detail: { runs: 1 },
    });
  } finally {
    await timed(clone, env, "stop").catch(() => undefined);
    rmSync(clone, { recursive: true, force: true });
    rmSync(cache, { recursive: true, force: true });
  }
};
