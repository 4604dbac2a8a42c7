import { existsSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "@jest/globals";
import { recordOf } from "../processes.ts";
import { withLock } from "./lock.ts";

let folder = "";
let file = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "lock-"));
  file = join(folder, "build.lock");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("two pieces of work are done one after the other", async () => {
  const seen: string[] = [];
  const waited: string[] = [];
  const work = (name: string) =>
    withLock(
      file,
      async () => {
        seen.push(`${name} begins`);
        await new Promise((resolve) => setImmediate(resolve));
        seen.push(`${name} ends`);
      },
      () => waited.push(name),
    );
  await Promise.all([work("first"), work("second")]);
  expect(seen).toEqual(["first begins", "first ends", "second begins", "second ends"]);
  expect(waited).toEqual(["second"]);
  expect(existsSync(file)).toBe(false);
});

test("a process that has died keeps no lock", async () => {
  writeFileSync(
    file,
    JSON.stringify({ ...recordOf("dead", process.pid), started: "another process under this number" }),
  );
  await expect(
    withLock(
      file,
      async () => "done",
      () => undefined,
    ),
  ).resolves.toBe("done");
});

test("work that fails leaves no lock", async () => {
  await expect(
    withLock(
      file,
      () => Promise.reject(new Error("broken")),
      () => undefined,
    ),
  ).rejects.toThrow("broken");
  expect(existsSync(file)).toBe(false);
});
