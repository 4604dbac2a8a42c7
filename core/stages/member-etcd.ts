import type { StageInput } from "#core/ports/state.ts";
import type { ClusterRecord } from "#core/records.ts";
import { etcdTagOn, joiningEtcd } from "#core/upgrade/etcd-version.ts";
import { nodeRecords } from "./node-change.ts";
import type { Ports } from "./stage.ts";

/** Tag of the image of etcd that the new member is to run. @returns undefined in a cluster of a version that is on offer no more */
export const memberEtcd = async (
  input: StageInput,
  cluster: ClusterRecord,
  ports: Pick<Ports, "state">,
): Promise<string | undefined> =>
  etcdTagOn(input.step?.version ?? cluster.spec.version, joiningEtcd(cluster, await nodeRecords(input, ports)));
