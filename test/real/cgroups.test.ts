import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { killGroup, makeGroup, processesOf, removeGroup } from "#local/region/machines/sandbox/cgroups.ts";
import { startDetached } from "#local/region/machines/sandbox/detached.ts";
import { until } from "#local/region/machines/sandbox/until.ts";

/** Version 1 has a hierarchy for it, version 2 a file in each group; where there are both, runc takes the first. */
const freezerOf = (folders: readonly string[]) => {
  const has = (name: string) => folders.map((folder) => join(folder, name)).find((file) => existsSync(file));
  const first = has("freezer.state");
  const file = first ?? has("cgroup.freeze") ?? "";
  const told = first ?? join(file, "../cgroup.events");
  return {
    freeze: () => writeFileSync(file, first ? "FROZEN" : "1"),
    thaw: () => writeFileSync(file, first ? "THAWED" : "0"),
    isFrozen: () => /^(FROZEN|.*\bfrozen 1)$/m.test(readFileSync(told, "utf8")),
  };
};

test("what is frozen in a group below is killed with the rest, as when the power is cut while runc changes a container", async () => {
  const group = `kw-test-${process.pid}`;
  const folders = makeGroup(`${group}/container`);
  const freezer = freezerOf(folders);
  try {
    startDetached(["sleep", "300"], { groups: folders, log: "/dev/null" });
    await until("the process", 10, () => processesOf(group).size === 1 || undefined);
    freezer.freeze();
    await until("the frost", 10, () => freezer.isFrozen() || undefined);
    await killGroup(group);
    expect(processesOf(group).size).toBe(0);
  } finally {
    freezer.thaw();
    await killGroup(group);
    await removeGroup(group);
  }
}, 60_000);
