import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cgroupMounts } from "./cgroup-mounts.ts";

/** Programs that this computer lends its machines, or that make them. */
const programs = ["containerd", "curl", "ip", "jq", "nft", "nsenter", "runc", "unshare"];

/** What kube-proxy's rules are made of. */
const ruleset = `table ip t {
  map m { type ipv4_addr . inet_proto . inet_service : verdict; }
  chain c { type nat hook prerouting priority dstnat; fib daddr type local numgen random mod 2 vmap { 0 : accept, 1 : accept }; ip daddr . meta l4proto . th dport vmap @m; }
  chain p { type nat hook postrouting priority srcnat; masquerade fully-random; }
}`;

const works = (command: string[], input = ""): string | undefined => {
  const [program = "", ...args] = command;
  const { status, stderr, error } = spawnSync(program, args, { input, encoding: "utf8", timeout: 10_000 });
  return status === 0 ? undefined : (error?.message ?? stderr.trim().split("\n").at(-1) ?? `exit status ${status}`);
};

/**
 * Why this computer cannot run machines as sandboxes: each reason with what to do. Tries what it can rather than look for names.
 * @param stateDir where machines' disks would lie
 * @returns nothing when all is well
 */
export const whyNoSandbox = (stateDir: string = tmpdir()): string[] => {
  if (process.platform !== "linux") return ["sandbox machines need Linux: use --machines simulated here"];
  if (process.getuid?.() !== 0) return ["sandbox machines need root: run it with sudo, or use --machines simulated"];
  const missing = programs.filter((program) => works(["sh", "-c", `command -v ${program}`]) !== undefined);
  if (!existsSync("/lib/systemd/systemd")) missing.push("systemd");
  if (!existsSync("/usr/lib/cni/bridge")) missing.push("the CNI plug-ins in /usr/lib/cni");
  if (missing.length > 0)
    return [`missing here: ${missing.join(", ")}: on Debian install the packages that local/debian-packages.ts lists`];
  return [whyNoNamespaces(), whyNoNftables(), whyNoOverlay(stateDir), whyNoCgroups(), whyNoDevices()].filter(
    (reason) => reason !== undefined,
  );
};

const whyNoNamespaces = (): string | undefined => {
  const script =
    "ip link add kwbr type bridge && ip link add kwa type veth peer name kwb && sysctl -qw net.ipv4.ip_forward=1";
  const reason = works([
    "unshare",
    "--mount",
    "--uts",
    "--ipc",
    "--pid",
    "--fork",
    "--cgroup",
    "--net",
    "sh",
    "-c",
    script,
  ]);
  return reason && `namespaces, bridges or veth links cannot be made (${reason}): a container needs to be privileged`;
};

const whyNoNftables = (): string | undefined => {
  const reason = works(["unshare", "--net", "nft", "-f", "-"], ruleset);
  return reason && `this kernel lacks what kube-proxy asks of nftables (${reason}): modprobe nf_tables nft_nat nft_fib`;
};

const whyNoOverlay = (stateDir: string): string | undefined => {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const folder = mkdtempSync(join(stateDir, "overlay-"));
  const script =
    'cd "$0" && mkdir u w m && mount -t overlay -o lowerdir=/usr,upperdir=u,workdir=w kw m && touch m/x && rm -r m/x && test -e m/bin';
  const reason = works(["unshare", "--mount", "sh", "-c", script, folder]);
  rmSync(folder, { recursive: true, force: true });
  return (
    reason &&
    `no overlay file system in ${stateDir} (${reason}): put the state folder (KUBEWRIGHT_STATE) on ext4 or xfs`
  );
};

const whyNoCgroups = (): string | undefined => {
  const mounts = cgroupMounts();
  if (mounts.length === 0) return "no cgroups are mounted in /sys/fs/cgroup: mount them, as systemd does";
  for (const { at } of mounts) {
    const trial = join(at, `kw-trial-${process.pid}`);
    try {
      mkdirSync(trial);
      rmdirSync(trial);
    } catch (error) {
      return `cgroups cannot be made in ${at} (${(error as Error).message}): a container needs to be privileged`;
    }
  }
  return undefined;
};

const whyNoDevices = (): string | undefined =>
  existsSync("/dev/kmsg") ? undefined : "there is no /dev/kmsg, which the kubelet reads: mknod /dev/kmsg c 1 11";
