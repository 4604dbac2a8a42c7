import { readdirSync, readFileSync } from "node:fs";

const lines = (file: string): string[] => {
  try {
    return readFileSync(file, "utf8").split("\n").filter(Boolean);
  } catch {
    return [];
  }
};

const names = (folder: string): string[] => {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
};

/** Folders of a cgroup hierarchy, one level below each controller: machines have theirs there. */
const cgroups = (): string[] =>
  names("/sys/fs/cgroup").flatMap((at) => names(`/sys/fs/cgroup/${at}`).map((name) => `${at}/${name}`));

/** What a machine could leave on the computer: mounts, network namespaces, links, cgroups, processes by name. */
export const traces = (): Record<string, string[]> => ({
  mounts: lines("/proc/self/mounts").map((line) => line.split(" ").slice(0, 3).join(" ")),
  namespaces: names("/run/netns"),
  links: names("/sys/class/net"),
  cgroups: cgroups(),
  processes: names("/proc")
    .filter((name) => /^\d+$/.test(name))
    .map((pid) => lines(`/proc/${pid}/comm`)[0] ?? "")
    .filter((name) => /^(systemd|containerd|kubelet|kube-|etcd|coredns|pause|runc)/.test(name)),
});
