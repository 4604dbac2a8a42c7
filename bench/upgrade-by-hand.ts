/**
 * What a careful person does with kubeadm by hand, machine after machine, as kubeadm's own documentation tells ("Upgrading kubeadm
 * clusters"): `upgrade apply` on the first member and `upgrade node` on all others, drain, the new kubelet, uncordon, and wait until the
 * node is Ready.
 */
import type { Service } from "#local/service.ts";
import { pipeOn, shellOn, until } from "./by-hand-shell.ts";
import { round } from "./figure.ts";
import type { ByHand } from "./self-built.ts";

/** Images and programs of the new version lie on each machine, as a pull and a package manager put them there. */
const prepare = async (service: Service, hand: ByHand, version: string): Promise<void> => {
  const pipe = pipeOn(service);
  const shell = shellOn(service);
  const spare = await hand.spare(version);
  const names = await shell(spare, `kubeadm config images list --kubernetes-version ${version}`);
  const images = names.trim().split("\n").join(" ");
  for (const { id } of await hand.machines()) {
    await pipe(
      { id: spare, says: `ctr -n k8s.io images export - ${images}` },
      { id, reads: "ctr -n k8s.io images import - >/dev/null" },
    );
    // Some images have one program by several names: links, which would lead nowhere on the other machine.
    await pipe(
      { id: spare, says: "tar ch -C /usr/local/bin kubeadm kubelet kubectl" },
      { id, reads: "mkdir -p /var/new && tar x -C /var/new" },
    );
  }
};

/**
 * Upgrades a cluster that was built by hand.
 * @param tolerant what `kubeadm` is told to overlook on this computer
 * @returns seconds of each machine, members first, without the time that packages and images take
 */
export const upgradeByHand = async (
  service: Service,
  hand: ByHand,
  version: string,
  tolerant: string,
): Promise<number[]> => {
  await prepare(service, hand, version);
  const shell = shellOn(service);
  const seconds: number[] = [];
  for (const [i, { id, node }] of (await hand.machines()).entries()) {
    const began = performance.now();
    const what = i === 0 ? `apply ${version} --yes` : "node";
    await shell(id, `install -m 755 /var/new/kubeadm /usr/local/bin/ && kubeadm upgrade ${what} ${tolerant} 2>&1`);
    await hand.kubectl(`drain ${node} --ignore-daemonsets --delete-emptydir-data --timeout=120s`);
    await shell(
      id,
      "install -m 755 /var/new/kubelet /var/new/kubectl /usr/local/bin/ && systemctl daemon-reload && systemctl restart kubelet",
    );
    await hand.kubectl(`uncordon ${node}`);
    await until(`${node} is Ready with ${version}`, 120, async () =>
      new RegExp(` Ready .* ${version}$`).test((await hand.kubectl(`get node ${node} --no-headers`)).trim()),
    );
    seconds.push(round((performance.now() - began) / 1000, 1));
  }
  return seconds;
};
