import { readFileSync } from "node:fs";
import { join } from "node:path";
import { whyNoChromium } from "#local/chromium.ts";
import { installPackages, missingPackages } from "#local/debian-packages.ts";
import { root } from "#local/folders.ts";
import { whyNoSandbox } from "#local/region/machines/sandbox/preflight.ts";
import { runLogged } from "./logged-program.ts";
import { passedBefore } from "./passed-before.ts";

export interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
}

export interface Step {
  name: string;
  what: string;
  /** @param log the file that takes all that is said */
  go: (log: string) => Promise<Outcome>;
}

const tool =
  (command: string, ...args: string[]) =>
  async (log: string): Promise<Outcome> => {
    const failed = (await runLogged(command, args, log)) === 0 ? 0 : 1;
    return { passed: 1 - failed, failed, skipped: 0 };
  };

/** How a step says that it cannot run here, after it has said why. */
const notHere = 3;

const script =
  (file: string) =>
  async (log: string): Promise<Outcome> => {
    const code = await runLogged("node", [join("test", file)], log);
    const last = readFileSync(log, "utf8").trim().split("\n").at(-1) ?? "";
    if (code === notHere || last.includes(passedBefore)) console.log(`  ${last}`);
    return {
      passed: code === 0 ? 1 : 0,
      failed: code === 0 || code === notHere ? 0 : 1,
      skipped: code === notHere ? 1 : 0,
    };
  };

const jest =
  (...projects: string[]) =>
  async (log: string): Promise<Outcome> => {
    const report = `${log}.json`;
    // Of many files one process would grow, and slow down, with each: one that has grown is replaced between two of them.
    const inBand = projects.includes("fast") ? ["--maxWorkers=1", "--workerIdleMemoryLimit=700MB"] : ["--runInBand"];
    const args = ["--json", "--outputFile", report, ...inBand, "--selectProjects", ...projects];
    const env = { NODE_OPTIONS: "--experimental-vm-modules --no-warnings" };
    const code = await runLogged("jest", args, log, { env, report });
    try {
      const { numPassedTests, numFailedTests, numPendingTests, numRuntimeErrorTestSuites } = JSON.parse(
        readFileSync(report, "utf8"),
      );
      const failed = numFailedTests + numRuntimeErrorTestSuites;
      return { passed: numPassedTests, failed: failed === 0 && code !== 0 ? 1 : failed, skipped: numPendingTests };
    } catch {
      return { passed: 0, failed: 1, skipped: 0 };
    }
  };

/** Where no sandbox can run, its tests are left out, and it is said why. */
const real = async (log: string): Promise<Outcome> => {
  if (process.getuid?.() === 0) await installPackages(missingPackages(), (line) => console.log(`  ${line}`));
  const reasons = whyNoSandbox(root);
  if (reasons.length === 0) return jest("real")(log);
  console.log(`  real is skipped: ${reasons.join("; ")}`);
  return { passed: 0, failed: 0, skipped: 1 };
};

/** On one service. Where there is no Chromium, and none can be had, the console is not looked at, and it is said why. */
const service = async (log: string): Promise<Outcome> => {
  const reason = whyNoChromium();
  if (reason === undefined) return jest("local", "console")(log);
  console.log(`  the console is not looked at: ${reason}`);
  const { skipped, ...rest } = await jest("local")(log);
  return { ...rest, skipped: skipped + 1 };
};

/** Two at a time, for two cores, in this order: the longest is begun first, and beside it what says soon that something is wrong. */
export const sideBySide: readonly Step[] = [
  { name: "service", what: "the whole service with simulated machines, its console in Chromium", go: service },
  { name: "types", what: "tsc", go: tool("sh", "-c", "tsc --noEmit && tsc --noEmit -p console") },
  { name: "format", what: "biome", go: tool("biome", "ci", "--colors=off", "--max-diagnostics=200", ".") },
  { name: "lint", what: "eslint with types", go: script("lint-sources.ts") },
  { name: "imports", what: "who imports whom", go: tool("depcruise", "--config", ".dependency-cruiser.cjs", ".") },
  { name: "unused", what: "knip: what nobody uses", go: tool("knip") },
  { name: "templates", what: "CloudFormation, by cfn-lint", go: script("lint-templates.ts") },
  { name: "fast", what: "rules, fakes, adapters on stand-ins", go: jest("fast") },
  { name: "start", what: "npm start and npm stop; a month in minutes", go: jest("start") },
];

/** Real machines want the computer for themselves. */
export const alone: readonly Step[] = [{ name: "real", what: "real Kubernetes on sandbox machines", go: real }];
