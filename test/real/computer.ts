import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { cgroupMounts } from "#local/region/machines/sandbox/cgroup-mounts.ts";

const words = (command: string[]): string[] => {
  const [program = "", ...args] = command;
  return spawnSync(program, args, { encoding: "utf8" }).stdout.split("\n").filter(Boolean);
};

const read = (path: string): string => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};

/** What a service with the prefix has on this computer now. Empty when it left nothing. @param text in the state folder's path */
export const tracesOf = (prefix: string, text: string): string[] => {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name) && name !== String(process.pid));
  return [
    ...pids
      .filter((pid) => read(`/proc/${pid}/cgroup`).includes(`/${prefix}`) || read(`/proc/${pid}/mounts`).includes(text))
      .map((pid) => `process ${pid}: ${read(`/proc/${pid}/cmdline`).replaceAll("\0", " ")}`),
    ...read("/proc/mounts")
      .split("\n")
      .filter((line) => line.includes(prefix) || line.includes(text)),
    ...(existsSync("/run/netns") ? readdirSync("/run/netns") : []).filter((name) => name.startsWith(prefix)),
    ...cgroupMounts().flatMap(({ at }) => words(["find", at, "-type", "d", "-name", `${prefix}*`])),
    ...(existsSync("/run/kubewright") ? readdirSync("/run/kubewright") : []).filter((name) => prefix.endsWith(name)),
  ];
};

/** What the computer has in all, of the kinds that machines are made of. */
export const countsOf = () => ({
  mounts: read("/proc/self/mounts")
    .split("\n")
    .filter((line) => !line.includes(" /run/netns")).length,
  links: words(["ip", "-o", "link"]).length,
  addresses: words(["ip", "-o", "addr"]).length,
  forwarding: read("/proc/sys/net/ipv4/ip_forward").trim(),
  watchers: read("/proc/sys/fs/inotify/max_user_instances").trim(),
});
