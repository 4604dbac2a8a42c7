import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { isAlive } from "#local/processes.ts";
import { holderOf, readRun } from "#local/run-record.ts";
import { strays } from "#local/stray-processes.ts";
import { run } from "./run.ts";

let stateDir: string;
beforeEach(() => {
  stateDir = mkdtempSync(join(tmpdir(), "kw-start-stop-"));
});
afterEach(async () => {
  await stop();
  rmSync(stateDir, { recursive: true, force: true });
});

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

const eventually = async <Found>(look: () => Found | undefined): Promise<Found> => {
  const deadline = Date.now() + 120_000;
  for (;;) {
    const found = look();
    if (found !== undefined) return found;
    if (Date.now() > deadline) throw new Error("it did not come to be in 120 s");
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

test("start, start again, stop, stop again", async () => {
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

  expect(await stop()).toMatchObject({ code: 0, out: expect.stringContaining("Clusters end with the service") });
  expectNothingLeft();
  expect(await stop()).toMatchObject({ code: 0, out: expect.stringContaining("Nothing runs here.") });
}, 600_000);

test("after a crash, start clears first, and so does stop", async () => {
  expect(await start(["--no-cluster"])).toMatchObject({ code: 0 });
  const before = readRun(stateDir);
  for (const { pid } of [before?.keeper, before?.processes[0]].filter((record) => record !== undefined))
    process.kill(pid, "SIGKILL");
  const again = await start(["--no-cluster"]);
  expect(again).toMatchObject({ code: 0, out: expect.stringContaining("Clearing away what an earlier service left") });
  expect(before?.processes.filter(isAlive)).toEqual([]);

  process.kill(readRun(stateDir)?.keeper.pid ?? 0, "SIGKILL");
  expect(await stop()).toMatchObject({ code: 0, out: expect.stringContaining("nothing is left running") });
  expectNothingLeft();
}, 900_000);

test("Ctrl-C while it comes up takes everything down again", async () => {
  let pid = 0;
  const starting = start([], (started) => {
    pid = started;
  });
  await eventually(() => (readRun(stateDir)?.processes.length === 2 ? true : undefined));
  process.kill(pid, "SIGINT");
  expect(await starting).toMatchObject({ code: 130 });
  expectNothingLeft();
  expect(holderOf(stateDir)).toBeUndefined();
}, 300_000);

test("options that make no sense are refused before anything happens", async () => {
  expect(await npm("start", ["--machines", "cloud"])).toMatchObject({
    code: 2,
    err: expect.stringContaining("sandbox or simulated"),
  });
  expect(await npm("start", ["--version", "1.2"])).toMatchObject({ code: 2, err: expect.stringContaining("1.37") });
  expect(readdirSync(stateDir)).toEqual([]);
});
