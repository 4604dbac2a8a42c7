import { readFileSync } from "node:fs";

export interface CgroupMount {
  at: string;
  type: "cgroup" | "cgroup2";
  /** What a mount of the same hierarchy asks for: its controllers, or its name. Empty for cgroup2. */
  options: string;
}

/** Settings of a v1 hierarchy that are no part of what it is. */
const settings = /^(rw|ro|xattr|noprefix|clone_children|cpuset_v2_mode|release_agent=.*)$/;

/**
 * The cgroup hierarchies of this computer: one on version 2; on version 1 one for each set of controllers and one of
 * systemd's; both kinds where a system is "hybrid".
 * @param mountinfo as in /proc/self/mountinfo (proc(5))
 */
export const cgroupMountsIn = (mountinfo: string): CgroupMount[] => {
  const mounts = mountinfo.split("\n").flatMap((line): CgroupMount[] => {
    const [left = "", right = ""] = line.split(" - ");
    const at = left.split(" ")[4] ?? "";
    const [type, , options = ""] = right.split(" ");
    if ((type !== "cgroup" && type !== "cgroup2") || !`${at}/`.startsWith("/sys/fs/cgroup/")) return [];
    const asked = options.split(",").filter((option) => !settings.test(option));
    return [{ at, type, options: type === "cgroup" ? asked.join(",") : "" }];
  });
  return [...new Map(mounts.map((mount) => [mount.at, mount])).values()];
};

export const cgroupMounts = (): CgroupMount[] => cgroupMountsIn(readFileSync("/proc/self/mountinfo", "utf8"));
