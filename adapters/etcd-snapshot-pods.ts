import { TemporaryFailure } from "#core/errors.ts";
import type { EtcdSnapshots } from "#core/ports/etcd.ts";
import type { Clock } from "#core/ports/state.ts";
import { etcdctlPodName, runEtcdctl } from "./etcdctl-pod.ts";

/** The machine sends whatever lies here, and takes it away: see node/files/etc/systemd/system/kubewright-snapshots.path. */
const outgoing = "/var/lib/kubewright/snapshots";
/** For the largest that etcd can be. */
const seconds = 120;

/** Saved by etcd's own command, in a pod on the member's machine. It gets its name once it is whole. */
export const etcdSnapshotPods = (clock: Clock): EtcdSnapshots => ({
  async save(door, backupId) {
    const args = ["snapshot", "save", `${outgoing}/${backupId}.db`];
    const outcome = await runEtcdctl(door, etcdctlPodName(door, "save"), args, clock, { saveTo: outgoing, seconds });
    if ("failed" in outcome) throw new TemporaryFailure(`etcd saves no snapshot: ${outcome.failed}`);
  },
});
