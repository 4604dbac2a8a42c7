import { copyFileSync, existsSync, lstatSync, mkdirSync, readlinkSync, symlinkSync } from "node:fs";
import { delimiter, join } from "node:path";
import { etcdPrograms, nodePrograms } from "./binaries.ts";
import { addWithLibraries, type ContainerImage } from "./container-image.ts";
import { run } from "./run.ts";

/** A shell, a web server and curl: what the service proves a new cluster with. */
export const probeImage = "localhost/kubewright/probe:1";

/** @throws Error that names the program when it is missing */
const pathOf = (program: string): string => {
  const folders = ["/usr/sbin", "/usr/bin", ...(process.env["PATH"] ?? "").split(delimiter)];
  const found = folders.map((folder) => join(folder, program)).find((file) => existsSync(file));
  if (!found) throw new Error(`${program} is not installed`);
  return found;
};

/** Debian's layout: /bin and the like are links into /usr. */
export const layOut = (rootfs: string): void => {
  for (const folder of ["usr/bin", "usr/sbin", "usr/lib", "usr/lib64", "usr/local/bin", "etc", "tmp"])
    mkdirSync(join(rootfs, folder), { recursive: true });
  for (const name of ["bin", "sbin", "lib", "lib64"]) symlinkSync(`usr/${name}`, join(rootfs, name));
};

/** A shell and what belongs to it, where nothing of the name is there yet. */
export const addBusybox = async (rootfs: string): Promise<void> => {
  const busybox = pathOf("busybox");
  copyFileSync(busybox, join(rootfs, "usr/bin/busybox"));
  for (const applet of (await run([busybox, "--list"])).split("\n").filter(Boolean))
    if (!existsSync(join(rootfs, "usr/bin", applet))) symlinkSync("busybox", join(rootfs, "usr/bin", applet));
};

/** Copies programs, or the one program they are links to with the links. */
export const copyPrograms = (from: string, names: readonly string[], to: string): void => {
  mkdirSync(to, { recursive: true });
  for (const name of names) {
    const isLink = lstatSync(join(from, name)).isSymbolicLink();
    const file = isLink ? readlinkSync(join(from, name)) : name;
    if (!existsSync(join(to, file))) copyFileSync(join(from, file), join(to, file));
    if (isLink) symlinkSync(file, join(to, name));
  }
};

/** @returns names such as `registry.k8s.io/pause:3.10.2`, as kubeadm asks for them */
export const imageNames = async (programs: string, version: string): Promise<string[]> => {
  const listed = await run([join(programs, "kubeadm"), "config", "images", "list", "--kubernetes-version", version]);
  return listed.split("\n").filter(Boolean);
};

/** @param component such as `pause` */
export const nameOf = (names: string[], component: string): string => {
  const found = names.find((name) => name.includes(`/${component}:`));
  if (!found) throw new Error(`kubeadm names no image of ${component}: ${names.join(", ")}`);
  return found;
};

/** Of the same registry, with another tag. */
export const etcdNameWith = (names: string[], tag: string): string =>
  nameOf(names, "etcd").replace(/:[^:/]*$/, `:${tag}`);

const inContainers = nodePrograms.filter((name) => name !== "kubeadm" && name !== "kubelet");

/** The images of the control plane, made of programs of ours under the names that kubeadm asks for: nothing has to be pulled. */
export const nodeImages = async (
  {
    programs,
    coredns,
    pause,
    names,
    before,
  }: {
    programs: string;
    coredns: string;
    pause: string;
    names: string[];
    /** etcd of the minor before. */
    before?: { programs: string; name: string } | undefined;
  },
  work: string,
): Promise<ContainerImage[]> => {
  const folder = (name: string): string => join(work, name);
  const single = (name: string, program: string, names: string[]): ContainerImage => {
    mkdirSync(folder(name), { recursive: true });
    copyFileSync(program, join(folder(name), name));
    return { rootfs: folder(name), entrypoint: [`/${name}`], names };
  };
  const kubernetes = folder("kubernetes");
  layOut(kubernetes);
  copyPrograms(programs, inContainers, join(kubernetes, "usr/local/bin"));
  // kube-proxy's.
  await addWithLibraries(pathOf("nft"), kubernetes);
  const others = ["coredns", "pause"].map((component) => nameOf(names, component));

  const etcd = folder("etcd-before");
  if (before) {
    layOut(etcd);
    copyPrograms(before.programs, etcdPrograms, join(etcd, "usr/local/bin"));
  }

  const probe = folder("probe");
  layOut(probe);
  await addBusybox(probe);
  // Not busybox's wget: a static glibc cannot resolve names.
  await addWithLibraries(pathOf("curl"), probe);

  return [
    { rootfs: kubernetes, entrypoint: [], names: names.filter((name) => !others.includes(name)) },
    single("coredns", coredns, [nameOf(names, "coredns")]),
    single("pause", pause, [nameOf(names, "pause")]),
    ...(before ? [{ rootfs: etcd, entrypoint: [], names: [before.name] }] : []),
    { rootfs: probe, entrypoint: [], names: [probeImage] },
  ];
};
