import {
  chmodSync,
  copyFileSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { root } from "../folders.ts";

/** The tree that every node image gets, on AWS as here. */
export const nodeFiles = join(root, "node/files");

/** Paths of all files below, sorted. */
export const filesBelow = (folder: string): string[] =>
  readdirSync(folder, { recursive: true })
    .map(String)
    .filter((name) => statSync(join(folder, name)).isFile())
    .sort();

/** What says how the kubelet is started is root's alone, as CIS wants it. */
const isRootsAlone = (name: string): boolean => name.startsWith("etc/systemd/system/kubelet.service");

const modeOf = (name: string): number => {
  if (isRootsAlone(name)) return 0o600;
  return statSync(join(nodeFiles, name)).mode & 0o100 ? 0o755 : 0o644;
};

/** Lays the node's files out, with the modes they need whatever the checkout's are, and the pause image's name filled in. */
export const layNodeFiles = (to: string, pauseImage: string): void => {
  for (const name of filesBelow(nodeFiles)) {
    const [from, file] = [join(nodeFiles, name), join(to, name)];
    mkdirSync(dirname(file), { recursive: true });
    copyFileSync(from, file);
    chmodSync(file, modeOf(name));
  }
  const config = join(to, "etc/containerd/config.toml");
  writeFileSync(config, readFileSync(config, "utf8").replace("@PAUSE_IMAGE@", pauseImage));
};

/** As `systemctl enable` does; node/install.sh does it on AWS. */
export const enableUnits = (to: string): void => {
  const wants = join(to, "etc/systemd/system/multi-user.target.wants");
  mkdirSync(wants, { recursive: true });
  symlinkSync("/lib/systemd/system/containerd.service", join(wants, "containerd.service"));
  for (const unit of [
    ...["kubelet.service", "kubewright-pods.service"],
    ...["kubewright-snapshots.path", "kubewright-finalise.path"],
  ])
    symlinkSync(`../${unit}`, join(wants, unit));
};
