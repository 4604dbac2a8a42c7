import { randomBytes } from "node:crypto";
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { MachineOrder } from "../../driver.ts";
import { cgroupMounts } from "./cgroup-mounts.ts";
import { run } from "./command.ts";
import { nodeName } from "./place.ts";

/** What a machine takes over from this computer's /etc: what the programs of /usr need, and nothing that was configured here. */
const taken = [
  ...["alternatives", "ca-certificates", "dbus-1", "iproute2", "iptables", "ld.so.conf.d", "pam.d", "security"],
  ...["ca-certificates.conf", "debian_version", "ethertypes", "gai.conf", "group", "host.conf", "ld.so.cache"],
  ...["ld.so.conf", "localtime", "login.defs", "mke2fs.conf", "netconfig", "nsswitch.conf", "os-release", "pam.conf"],
  ...["passwd", "protocols", "rpc", "services", "shells", "ssl/certs", "ssl/openssl.cnf", "xattr.conf"],
];

/** Units that have nothing to do in a machine without devices, consoles or logins. */
const masked = [
  ...["systemd-udevd.service", "systemd-udev-trigger.service", "systemd-udevd-control.socket"],
  ...["systemd-udevd-kernel.socket", "systemd-logind.service", "console-getty.service", "getty.target"],
  ...["systemd-remount-fs.service"],
];

const folders = [
  ...["proc", "sys", "dev", "run", "root", "usr", "etc", "home", "opt", "mnt", "srv"],
  ...["var/lib/kubelet", "var/lib/etcd", "var/log", "var/cache", "var/spool"],
];

const own = join(import.meta.dirname, "machine");

interface Disk {
  folder: string;
  /** Folder of the machine image, see local/kubernetes/image.ts; only its root/ must be there. */
  image: string;
  /** Default gateway, where DNS would be. */
  gateway: string;
  awsEndpoint: string;
}

/**
 * Lays out a machine's disk: a new file system with the image's /etc, its /usr to be laid over this computer's, and its containerd
 * store. Volumes of the order are no devices here: what they would hold lies on the machine's own disk.
 * Does nothing when the disk is there already: a machine that lost its power boots from what it had.
 */
export const layOutDisk = async (order: MachineOrder, disk: Disk): Promise<void> => {
  const { folder, image } = disk;
  // Hierarchies may differ after a restart of this computer.
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  writeFileSync(
    join(folder, "cgroups"),
    cgroupMounts()
      .map(({ at, type, options }) => `${at} ${type} ${options}\n`)
      .join(""),
  );
  if (existsSync(join(folder, "complete"))) return;
  for (const part of ["root", "usr", "image"]) rmSync(join(folder, part), { recursive: true, force: true });
  const root = join(folder, "root");
  for (const name of folders) mkdirSync(join(root, name), { recursive: true });
  for (const name of ["tmp", "var/tmp"]) {
    mkdirSync(join(root, name));
    chmodSync(join(root, name), 0o1777);
  }
  for (const name of ["bin", "sbin", "lib", "lib64"]) symlinkSync(`usr/${name}`, join(root, name));
  symlinkSync("/run", join(root, "var/run"));
  symlinkSync(image, join(folder, "image"));
  for (const name of ["upper/local/lib/kubewright-sandbox", "work"])
    mkdirSync(join(folder, "usr", name), { recursive: true });
  copyFileSync(join(own, "cloud-init"), join(folder, "usr/upper/local/lib/kubewright-sandbox/cloud-init"));
  writeFileSync(join(folder, "hostname"), `${nodeName(order.privateIp)}\n`);
  await takeEtc(join(root, "etc"), image);
  identify(join(root, "etc"), order, disk);
  await takeStore(join(root, "var/lib/containerd"), join(image, "containerd"));
  writeFileSync(join(folder, "complete"), "");
};

const takeEtc = async (etc: string, image: string): Promise<void> => {
  for (const name of taken) {
    const from = join("/etc", name);
    if (existsSync(from))
      cpSync(from, join(etc, name), { recursive: true, verbatimSymlinks: true, preserveTimestamps: true });
  }
  // Modes and links as the image has them.
  if (existsSync(join(image, "root/etc"))) await run(["cp", "-a", `${join(image, "root/etc")}/.`, `${etc}/`]);
};

const identify = (etc: string, { privateIp }: MachineOrder, { gateway, awsEndpoint }: Disk): void => {
  const name = nodeName(privateIp);
  const units = join(etc, "systemd/system");
  const wants = join(units, "multi-user.target.wants");
  mkdirSync(wants, { recursive: true });
  mkdirSync(join(etc, "default"), { recursive: true });
  const files: [string, string][] = [
    // Never empty: systemd would take that for a first boot and enable every unit of /usr.
    ["machine-id", randomBytes(16).toString("hex")],
    ["hostname", name],
    ["hosts", `127.0.0.1 localhost\n${privateIp} ${name}`],
    ["resolv.conf", `nameserver ${gateway}`],
    ["fstab", "# Everything is mounted before the first process starts."],
    ["default/cloud-init", `AWS_ENDPOINT_URL=${awsEndpoint}`],
  ];
  for (const [path, text] of files) writeFileSync(join(etc, path), `${text}\n`);
  const link = (target: string, path: string) => {
    rmSync(path, { force: true });
    symlinkSync(target, path);
  };
  link("/lib/systemd/system/multi-user.target", join(units, "default.target"));
  for (const unit of masked) link("/dev/null", join(units, unit));
  copyFileSync(join(own, "cloud-init.service"), join(units, "cloud-init.service"));
  link("../cloud-init.service", join(wants, "cloud-init.service"));
};

/** Layers are never written to: hard links share disk and page cache. Databases are copied. */
const takeStore = async (store: string, from: string): Promise<void> => {
  if (!existsSync(from)) return;
  await run(["cp", "-al", from, store]).catch(async () => {
    // Another disk.
    rmSync(store, { recursive: true, force: true });
    await run(["cp", "-a", "--reflink=auto", from, store]);
  });
  const databases = (await run(["find", store, "-name", "*.db", "-printf", "%P\\n"])).split("\n").filter(Boolean);
  for (const name of databases) {
    rmSync(join(store, name));
    copyFileSync(join(from, name), join(store, name));
  }
};
