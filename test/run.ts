// `npm test`: every check and every test, from fast to slow, with one line a step, as it ends, and the sum at the end.
// Words after `--` choose steps by name: `npm test -- types fast`. The word `all` adds what takes minutes on real machines.
import { spawn } from "node:child_process";
import { appendFileSync, createWriteStream, existsSync, mkdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";
import { whyNoChromium } from "#local/chromium.ts";
import { installPackages, missingPackages } from "#local/debian-packages.ts";
import { whyNoSandbox } from "#local/region/machines/sandbox/preflight.ts";

interface Outcome {
  passed: number;
  failed: number;
  skipped: number;
}

const root = join(import.meta.dirname, "..");
const state = join(root, ".kubewright", "test");
const tools = join(root, "node_modules", ".bin");

/** How long a program may take to end that has written its report: a test that leaves something open keeps it from ending for good. */
const graceMilliseconds = 60_000;
/** What the exit status is of one that was ended here. */
const leftOpen = 124;

interface Surroundings {
  env?: Record<string, string>;
  /** A file that it writes when its work is done. */
  report?: string;
}

const run = (command: string, args: string[], log: string, { env, report }: Surroundings = {}): Promise<number> =>
  new Promise((resolve) => {
    const out = createWriteStream(log);
    const child = spawn(command, args, {
      cwd: root,
      env: { ...process.env, PATH: `${tools}:${process.env["PATH"]}`, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.pipe(out);
    child.stderr.pipe(out);
    let wasLeftOpen = false;
    const guard = setInterval(() => {
      if (report === undefined || !existsSync(report) || Date.now() - statSync(report).mtimeMs < graceMilliseconds)
        return;
      wasLeftOpen = true;
      child.kill("SIGKILL");
      for (const pipe of [child.stdout, child.stderr]) pipe.destroy();
    }, 1000);
    child.on("error", (error) => out.end(String(error), () => resolve(127)));
    child.on("close", (code) => {
      clearInterval(guard);
      resolve(wasLeftOpen ? leftOpen : (code ?? 1));
    });
  });

const tool =
  (command: string, ...args: string[]) =>
  async (log: string): Promise<Outcome> => {
    const failed = (await run(command, args, log)) === 0 ? 0 : 1;
    return { passed: 1 - failed, failed, skipped: 0 };
  };

/** How a step says that it cannot run here, after it has said why. */
const notHere = 3;

const script =
  (file: string) =>
  async (log: string): Promise<Outcome> => {
    const code = await run("node", [join("test", file)], log);
    if (code === notHere) console.log(`  ${readFileSync(log, "utf8").trim().split("\n").at(-1)}`);
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
    const code = await run(
      "jest",
      ["--json", "--outputFile", report, ...inBand, "--selectProjects", ...projects],
      log,
      {
        env: { NODE_OPTIONS: "--experimental-vm-modules --no-warnings" },
        report,
      },
    );
    if (code === leftOpen)
      appendFileSync(log, "\nall tests are over, and jest does not end: a test has left something open\n");
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

interface Step {
  name: string;
  what: string;
  go: (log: string) => Promise<Outcome> | Outcome;
}

/** Two lanes side by side, for two cores: what needs one of them each. */
const lanes: Step[][] = [
  [
    { name: "types", what: "tsc", go: tool("sh", "-c", "tsc --noEmit && tsc --noEmit -p console") },
    { name: "format", what: "biome", go: tool("biome", "ci", "--colors=off", "--max-diagnostics=200", ".") },
    { name: "lint", what: "eslint with types", go: script("lint-sources.ts") },
    { name: "imports", what: "who imports whom", go: tool("depcruise", "--config", ".dependency-cruiser.cjs", ".") },
    { name: "unused", what: "knip: what nobody uses", go: tool("knip") },
    { name: "templates", what: "CloudFormation, by cfn-lint", go: script("lint-templates.ts") },
    { name: "fast", what: "rules, fakes, adapters on stand-ins", go: jest("fast") },
    { name: "start", what: "npm start, npm stop, Ctrl-C, after a crash; a month in minutes", go: jest("start") },
  ],
  [{ name: "service", what: "the whole service with simulated machines, its console in Chromium", go: service }],
];
/** Real machines want the computer for themselves. */
const last: Step[] = [{ name: "real", what: "real Kubernetes on sandbox machines", go: real }];
const steps = [...lanes.flat(), ...last];

const words = process.argv.slice(2);
// Seen by jest.config.js and by the tests themselves.
if (words.includes("all")) process.env["KUBEWRIGHT_TESTS"] = "all";
const asked = words.filter((word) => word !== "all");
const unknown = asked.filter((name) => !steps.some((step) => step.name === name));
if (unknown.length > 0) {
  console.error(`no such step: ${unknown.join(", ")}; there are ${steps.map(({ name }) => name).join(", ")}`);
  process.exit(2);
}
rmSync(join(state, "logs"), { recursive: true, force: true });
mkdirSync(join(state, "logs"), { recursive: true });

const sum: Outcome = { passed: 0, failed: 0, skipped: 0 };
const carryOut = async (lane: Step[]): Promise<void> => {
  for (const { name, what, go } of lane.filter((step) => asked.length === 0 || asked.includes(step.name))) {
    const log = join(state, "logs", `${name}.log`);
    const began = Date.now();
    const outcome = await go(log);
    for (const key of ["passed", "failed", "skipped"] as const) sum[key] += outcome[key];
    const seconds = ((Date.now() - began) / 1000).toFixed(1);
    const counts = `${outcome.passed} passed, ${outcome.failed} failed${outcome.skipped ? `, ${outcome.skipped} skipped` : ""}`;
    console.log(`${outcome.failed ? "✗" : "✓"} ${name} (${what}): ${counts} in ${seconds} s`);
    if (outcome.failed) console.log(readFileSync(log, "utf8").split("\n").slice(-200).join("\n"));
  }
};
await Promise.all(lanes.map(carryOut));
await carryOut(last);
console.log(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
process.exitCode = sum.failed === 0 ? 0 : 1;
