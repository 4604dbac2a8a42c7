import { spawn, spawnSync } from "node:child_process";
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";

/**
 * Debian packages (12 or newer) that machines as sandboxes need: they run this computer's own programs. containerd, runc, the CNI
 * plug-ins, conntrack, ethtool, socat, nftables: what kubeadm, kubelet and kube-proxy ask for. busybox: for the image of probe pods.
 */
export const sandboxPackages = [
  "busybox-static",
  "ca-certificates",
  "conntrack",
  "containerd",
  "containernetworking-plugins",
  "curl",
  "dbus",
  "ethtool",
  "hostname",
  "iproute2",
  "jq",
  "nftables",
  "procps",
  "runc",
  "socat",
  "systemd",
  "util-linux",
] as const;

const isDebian = (): boolean => existsSync("/usr/bin/dpkg-query") && existsSync("/usr/bin/apt-get");

/** Those of the packages that are not installed. Nothing on a system that has no Debian packages: there nobody can tell. */
export const missingPackages = (names: readonly string[] = sandboxPackages): string[] => {
  if (!isDebian()) return [];
  const { stdout } = spawnSync("dpkg-query", ["--list", ...names], { encoding: "utf8" });
  // The second letter is what a package is, the first what was asked for; a name may carry its architecture.
  const installed = new Set(stdout.split("\n").flatMap((line) => /^.i +([^ :]+)/.exec(line)?.[1] ?? []));
  return names.filter((name) => !installed.has(name));
};

/**
 * Installs the packages. Their services are not started, as a guest's programs are wanted here and no containerd of the host.
 * The package lists are fetched only when they do not know the packages yet, or what they know cannot be had any more.
 * @param say told of each step
 * @throws Error with what to do when this is no Debian, not root, or apt-get fails
 */
export const installPackages = async (names: readonly string[], say: (line: string) => void): Promise<void> => {
  if (names.length === 0) return;
  if (!isDebian()) throw new Error(`this is no Debian: install by hand what it calls ${names.join(" ")}`);
  if (process.getuid?.() !== 0) throw new Error(`not root: run: sudo apt-get install ${names.join(" ")}`);
  say(`installing Debian packages: ${names.join(" ")}`);
  const install = ["install", "--yes", "--no-install-recommends", ...names];
  const knowsAll = spawnSync("apt-cache", ["show", "--no-all-versions", ...names], { stdio: "ignore" }).status === 0;
  if (knowsAll && (await aptGet(install)) === undefined) return;
  say("fetching Debian's package lists");
  for (const args of [["update"], install]) {
    const complaint = await aptGet(args);
    if (complaint !== undefined) throw new Error(`apt-get ${args.join(" ")}: ${complaint}`);
  }
};

/** @returns undefined when all went well, else the last of what it said */
const aptGet = async (args: readonly string[]): Promise<string | undefined> => {
  const guard = withoutServices();
  try {
    // Somebody else may be installing something: it is waited for.
    const all = ["--quiet", "-o", "DPkg::Lock::Timeout=300", ...args];
    return await new Promise((resolve, reject) => {
      const env = { ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" };
      const child = spawn("apt-get", all, { env, stdio: ["ignore", "pipe", "pipe"] });
      let said = "";
      for (const stream of [child.stdout, child.stderr])
        stream.setEncoding("utf8").on("data", (text: string) => {
          said = (said + text).slice(-4000);
        });
      child.on("error", (cause) => reject(new Error("apt-get cannot be run", { cause })));
      child.on("close", (status) => resolve(status === 0 ? undefined : said.trim().split("\n").slice(-5).join("; ")));
    });
  } finally {
    guard.remove();
  }
};

const policy = "/usr/sbin/policy-rc.d";

/** Debian's way to install without starting services: a program that says no. One that is there already is left alone. */
const withoutServices = (): { remove(): void } => {
  if (existsSync(policy)) return { remove: () => undefined };
  const text = `#!/bin/sh\n# Of process ${process.pid} while it installs packages.\nexit 101\n`;
  writeFileSync(policy, text, { mode: 0o755 });
  return {
    remove() {
      if (existsSync(policy) && readFileSync(policy, "utf8") === text) rmSync(policy);
    },
  };
};
