import { mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Place } from "./place.ts";

/**
 * What machines need of the kernel that they share. systemd, containerd, the kubelet and the API server watch files, by a dozen inotify
 * instances a machine, and all are root's, who has 128 by default: the ninth machine's containerd would not work.
 */
const least: Record<string, number> = {
  "/proc/sys/fs/inotify/max_user_instances": 8192,
  "/proc/sys/fs/inotify/max_user_watches": 524_288,
};

const name = "kernel-limits.json";

const limitIn = (file: string): number => Number(readFileSync(file, "utf8"));

/**
 * Raises the limits that are too low, and notes what they were in the folder that all services of this computer share; it is in memory,
 * as the limits are. Does nothing where this has been done, or where the kernel does not let it.
 */
export const raiseLimits = ({ runDir }: Place): void => {
  const folder = dirname(runDir);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const low = Object.entries(least).filter(([file, wanted]) => limitIn(file) < wanted);
  if (low.length === 0) return;
  try {
    // Before they are raised: a note too many does no harm. The first service's note stays.
    const before = Object.fromEntries(low.map(([file]) => [file, limitIn(file)]));
    writeFileSync(join(folder, name), JSON.stringify(before), { flag: "wx", mode: 0o600 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
  }
  try {
    for (const [file, wanted] of low) writeFileSync(file, String(wanted));
  } catch (error) {
    console.error("sandbox: the kernel's limits cannot be raised; about eight machines have room", error);
  }
};

/** The last service of this computer puts the limits back and removes the shared folder. */
export const restoreLimits = ({ runDir }: Place): void => {
  const folder = dirname(runDir);
  try {
    const others = readdirSync(folder).filter((one) => one !== name);
    if (others.length > 0) return;
    const before = JSON.parse(readFileSync(join(folder, name), "utf8")) as Record<string, number>;
    for (const [file, value] of Object.entries(before)) writeFileSync(file, String(value));
    rmSync(join(folder, name));
  } catch {
    // Nothing was raised, or another service is at it.
  }
  try {
    rmdirSync(folder);
  } catch {
    // Another service's sockets are there, or the folder is not.
  }
};
