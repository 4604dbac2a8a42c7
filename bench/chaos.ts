/** What can go wrong with every stage of every workflow, and what comes of it: `npm run chaos -- --help`. */
import { appendFileSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { cacheFolder, stateFolder } from "#local/folders.ts";
import { installLocalStack } from "#local/localstack/install.ts";
import { startService } from "#local/service.ts";
import { allCases } from "./chaos/cases.ts";
import type { Result } from "./chaos/run-case.ts";
import { runChaos } from "./chaos/run-chaos.ts";
import { isRight, lastWords, rollbacksOf, shareThatPassed, type Tally, tallyOf } from "./chaos/tally.ts";
import { worldOf } from "./chaos/world.ts";
import { record, round } from "./figure.ts";
import { writeReadme } from "./readme-figures.ts";

const help = `npm run chaos -- [OPTION ...]: goes through the kill matrix on a service of its own with simulated machines

  --only REGEX    cases whose name matches, such as 'create-cluster: Launch'
  --most N        so many cases at most, in the seed's order
  --minutes N     begins no case after that; what was not reached is for the next run with --more
  --more          leaves out what runs before have done, and adds to their figures
  --seed TEXT     default: kubewright
  --lanes N       cases at the same time; default: 3
                  Ctrl-C: as when the minutes are over; a second one ends at once
  --list          says which cases there are, and runs none`;

const { values } = parseArgs({
  options: {
    ...{ only: { type: "string" }, most: { type: "string" }, minutes: { type: "string" }, more: { type: "boolean" } },
    ...{ seed: { type: "string", default: "kubewright" }, lanes: { type: "string", default: "3" } },
    ...{ list: { type: "boolean" }, help: { type: "boolean" } },
  },
});

const folder = join(stateFolder(), "chaos");
const kept = join(folder, "results.jsonl");
const resultsBefore = (): Result[] =>
  existsSync(kept)
    ? readFileSync(kept, "utf8")
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => JSON.parse(line) as Result)
    : [];

const say = ({ id, outcome, way, wrong, seconds }: Result): void => {
  appendFileSync(kept, `${JSON.stringify({ id, outcome, way, wrong, seconds })}\n`);
  console.log(
    `${outcome === "passed" ? "✓" : outcome === "failed" ? "✗" : "-"} ${id} (${way.join(", ")}; ${seconds} s)`,
  );
  for (const what of wrong) console.log(`    ${what}`);
};

const report = (seconds: number, tally: Tally): void => {
  const { passed, failed, notReached, besides } = tally;
  const ran = passed.length + failed.length;
  if (ran + besides.length === 0) return;
  const detail = {
    ...{ seed: values.seed, cases: ran, inMatrix: allCases().length, notReached: notReached.length },
    ...{ failed: failed.map(({ id, wrong }) => ({ id, wrong })), besides, secondsOfLastRun: round(seconds, 0) },
  };
  const command = "npm run chaos";
  record({
    ...{ figure: "kill-matrix-passed", value: round(shareThatPassed(tally), 4), goal: "= 1", command, detail },
    unit: `of ${ran + besides.length} cases, what went wrong beside them among these, that ended right, or back with nothing left, or right after a retry`,
  });
  record({
    ...{ figure: "kill-matrix-cases", value: ran, goal: ">= 500", command, detail },
    unit: `cases run of ${allCases().length}: every stage of every workflow, times what can go wrong with it`,
  });
  const back = rollbacksOf(tally);
  const ended = back.passed.length + back.failed.length;
  if (ended > 0)
    record({
      ...{ figure: "rollback-cases-passed", value: round(back.passed.length / ended, 4), goal: "= 1", command },
      unit: `of ${ended} upgrades and rollbacks that something kept from going through, those that ended right: in the version before, or in the wanted one after a retry`,
      detail: { seed: values.seed, cases: ended, failed: back.failed.map(({ id, wrong }) => ({ id, wrong })) },
    });
  writeReadme();
};

const main = async (): Promise<void> => {
  if (values.help) return console.log(help);
  if (values.list) return void allCases().map(({ id }) => console.log(id));
  mkdirSync(folder, { recursive: true });
  if (!values.more) rmSync(kept, { force: true });
  const cases = new Set(allCases().map(({ id }) => id));
  const before = lastWords(resultsBefore(), cases);
  const skip = new Set(before.flatMap(({ id, outcome }) => (outcome === "failed" ? [] : [id])));
  await installLocalStack({ cacheDir: cacheFolder(), say: console.log });
  const service = await startService({
    ...{ machines: "simulated", stateDir: join(folder, "service"), region: { bootSeconds: 0 }, say: console.log },
  });
  const unwanted = new AbortController();
  for (const name of ["SIGINT", "SIGTERM"] as const)
    process.once(name, () => {
      console.log(`${name}: no case begins any more; those that are at work end, and their clusters go`);
      unwanted.abort();
    });
  const began = performance.now();
  try {
    const run = await runChaos(await worldOf(service), {
      ...{ seed: values.seed, lanes: Number(values.lanes), skip, done: say, signal: unwanted.signal },
      ...(values.only === undefined ? {} : { pattern: new RegExp(values.only) }),
      ...(values.most === undefined ? {} : { most: Number(values.most) }),
      ...(values.minutes === undefined ? {} : { seconds: Number(values.minutes) * 60 }),
    });
    for (const id of run.left) console.log(`✗ left in the region: ${id}`);
    const tally = tallyOf(resultsBefore(), run, cases);
    report((performance.now() - began) / 1000, tally);
    if (!isRight(tally)) process.exitCode = 1;
  } finally {
    await service.stop();
  }
};

await main();
