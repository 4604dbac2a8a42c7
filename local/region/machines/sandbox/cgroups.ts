import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { type CgroupMount, cgroupMounts } from "./cgroup-mounts.ts";
import { until } from "./until.ts";

/** A group by its path below each hierarchy, such as `kw-1a2b3c4d/i-…/keeper`. */
const foldersOf = (group: string): string[] => cgroupMounts().map(({ at }) => join(at, group));

/** Makes the group on every hierarchy, ready to take processes. @returns its folders */
export const makeGroup = (group: string): string[] =>
  cgroupMounts().map((mount) => {
    const folder = join(mount.at, group);
    let at = mount.at;
    for (const part of relative(mount.at, folder).split("/")) {
      handDown(mount, at);
      at = join(at, part);
      mkdirSync(at, { recursive: true });
      fillCpuset(at);
    }
    return folder;
  });

/** Version 2: a group offers its children what it has itself. It may not hold processes then; only leaves do. */
const handDown = ({ type }: CgroupMount, folder: string): void => {
  if (type !== "cgroup2") return;
  for (const controller of read(join(folder, "cgroup.controllers")).split(/\s+/).filter(Boolean)) {
    try {
      writeFileSync(join(folder, "cgroup.subtree_control"), `+${controller}`);
    } catch {
      // One that cannot be handed down here; the kubelet says so if it is one that it needs.
    }
  }
};

/** Version 1: a group without processors takes no process. */
const fillCpuset = (folder: string): void => {
  for (const name of ["cpuset.cpus", "cpuset.mems"]) {
    if (existsSync(join(folder, "cgroup.type")) || read(join(folder, name)).trim() !== "") continue;
    const above = read(join(dirname(folder), name));
    if (above.trim() !== "") writeFileSync(join(folder, name), above);
  }
};

const read = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

/** The group's folder and all below it, the deepest first. */
const tree = (folder: string): string[] => {
  try {
    const below = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
    return [...below.flatMap(({ name }) => tree(join(folder, name))), folder];
  } catch {
    return [];
  }
};

/** All processes of the group and of the groups below it. */
export const processesOf = (group: string): Set<number> => {
  const folders = foldersOf(group).flatMap(tree);
  const pids = folders.flatMap((folder) => read(join(folder, "cgroup.procs")).split("\n").filter(Boolean).map(Number));
  return new Set(pids.filter((pid) => pid > 0));
};

/**
 * Lets what is frozen go on. On version 1 a frozen process does not even die, and runc freezes a container while it changes its limits:
 * a machine whose power is cut at that moment would never end.
 */
const thaw = (group: string): void => {
  for (const folder of foldersOf(group).flatMap(tree)) {
    const state = join(folder, "freezer.state");
    if (["", "THAWED"].includes(read(state).trim())) continue;
    try {
      writeFileSync(state, "THAWED");
    } catch {
      // Gone meanwhile.
    }
  }
};

/** Kills all processes of the group; resolves when there are none. */
export const killGroup = async (group: string): Promise<void> => {
  await until(`end of all processes in ${group}`, 30, () => {
    thaw(group);
    const pids = processesOf(group);
    for (const pid of pids) {
      try {
        process.kill(pid, "SIGKILL");
      } catch {
        // Gone meanwhile.
      }
    }
    return pids.size === 0 ? true : undefined;
  });
};

/** Takes the empty group away. A dead process may keep it for a moment. */
export const removeGroup = async (group: string): Promise<void> => {
  await until(`removal of cgroup ${group}`, 30, () => {
    const folders = foldersOf(group).flatMap(tree);
    for (const folder of folders) {
      try {
        rmdirSync(folder);
      } catch {
        // Still busy: looked at again.
      }
    }
    return foldersOf(group).some((folder) => existsSync(folder)) ? undefined : true;
  });
};

/** Takes the group away unless something is in it. */
export const removeGroupIfEmpty = (group: string): void => {
  for (const folder of foldersOf(group)) {
    try {
      rmdirSync(folder);
    } catch {
      // Machines of it go on running, or it was never made.
    }
  }
};
