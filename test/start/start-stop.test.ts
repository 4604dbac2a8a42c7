import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, expect, test } from "@jest/globals";
import { eventually } from "#local/eventually.ts";
import { isAlive } from "#local/processes.ts";
import { holderOf, readRun } from "#local/run-record.ts";
import { strays } from "#local/stray-processes.ts";
import { wanted } from "#test/amount.ts";
import { run } from "#test/run-program.ts";

/** One for all: templates and bundles are made once. */
let stateDir: string;
beforeAll(() => {
  stateDir = mkdtempSync(join(tmpdir(), "kw-start-stop-"));
});
afterEach(async () => {
  await stop();
});
afterAll(() => rmSync(stateDir, { recursive: true, force: true }));

const npm = (script: string, args: string[] = [], started?: (pid: number) => void) =>
  run(process.execPath, [`local/${script}.ts`, ...args], {
    env: { KUBEWRIGHT_STATE: stateDir },
    ...(started ? { started } : {}),
  });
const start = (args: string[] = [], started?: (pid: number) => void) =>
  npm("start", ["--machines", "simulated", ...args], started);
const stop = () => npm("stop");

/** Nothing that a service consists of is there any more. */
const expectNothingLeft = (): void => {
  expect(strays(stateDir)).toEqual([]);
  expect(readRun(stateDir)).toBeUndefined();
  expect(existsSync(join(stateDir, "profile.json"))).toBe(false);
  const machines = join(stateDir, "region/simulated/machines");
  expect(existsSync(machines) ? readdirSync(machines) : []).toEqual([]);
};

/** A start under way: LocalStack and the region have been launched. */
const comingUp = async () => {
  let pid = 0;
  const starting = start(["--no-cluster"], (started) => {
    pid = started;
  });
  const record = await eventually(
    () => readRun(stateDir),
    (seen) => seen?.processes.length === 2,
    { seconds: 120 },
  );
  return { pid, starting, keeper: record?.keeper.pid };
};

const kill = (pid: number | undefined): boolean => process.kill(pid ?? 0, "SIGKILL");

test("options that make no sense are refused before anything happens", async () => {
  expect(await npm("start", ["--machines", "cloud"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("sandbox or simulated"),
  });
  expect(await npm("start", ["--version", "1.2"])).toMatchObject({ code: 2, err: expect.stringContaining("1.37") });
  expect(readdirSync(stateDir)).toEqual([]);
});

const dying = wanted("programs that die");
const alsoDying = dying ? test : test.skip;

test(`start, start again, ${dying ? "crash, start again, " : ""}stop, stop again`, async () => {
  const first = await start();
  expect(first).toMatchObject({ code: 0, err: "" });
  expect(first.out).toMatch(/Launch control plane: done in/);
  expect(first.out).toMatch(/Up in .*, the cluster first in/);
  const keeper = holderOf(stateDir);
  expect(keeper && isAlive(keeper)).toBe(true);

  const second = await start();
  expect(second).toMatchObject({ code: 0, out: expect.stringContaining("The service runs already") });
  expect(second.out).toMatch(/^first +running/m);
  expect(await npm("start", ["--machines", "sandbox"])).toMatchObject({
    code: 1,
    out: expect.stringContaining("npm stop"),
  });
  expect(holderOf(stateDir)).toEqual(keeper);

  if (dying) {
    const before = readRun(stateDir);
    kill(before?.keeper.pid);
    kill(before?.processes[0]?.pid);
    const again = await start(["--no-cluster"]);
    const told = expect.stringContaining("Clearing away what an earlier service left");
    expect(again).toMatchObject({ code: 0, out: told });
    expect(before?.processes.filter(isAlive)).toEqual([]);
  }

  expect(await stop()).toMatchObject({ code: 0, out: expect.stringContaining("Clusters end with the service") });
  expectNothingLeft();
  expect(await stop()).toMatchObject({ code: 0, out: expect.stringContaining("Nothing runs here.") });
}, 900_000);

alsoDying(
  "after a crash while it came up, stop leaves nothing",
  async () => {
    const { pid, starting, keeper } = await comingUp();
    kill(pid);
    kill(keeper);
    await starting;
    expect(await stop()).toMatchObject({ code: 0, out: expect.stringContaining("nothing is left running") });
    expectNothingLeft();
  },
  300_000,
);

alsoDying(
  "Ctrl-C while it comes up takes everything down again",
  async () => {
    const { pid, starting } = await comingUp();
    process.kill(pid, "SIGINT");
    expect(await starting).toMatchObject({ code: 130 });
    expectNothingLeft();
    expect(holderOf(stateDir)).toBeUndefined();
  },
  300_000,
);
