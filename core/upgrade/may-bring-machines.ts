import { WrongState } from "#core/errors.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";
import { compareVersions } from "./versions.ts";

/**
 * Whether machines of the cluster's version may come: not where a rollback has ended half way, with API servers that are older. No kubelet
 * may be newer than they are, and kubeadm tells whoever joins of the version before. Source: Kubernetes, "Version Skew Policy"
 * @throws WrongState
 */
export const mayBringMachines = (
  { clusterId, spec }: Pick<ClusterRecord, "clusterId" | "spec">,
  nodes: readonly Pick<NodeRecord, "role" | "version">[],
): void => {
  const isOlder = ({ role, version }: (typeof nodes)[number]): boolean =>
    role === "control-plane" && compareVersions(version, spec.version) < 0;
  if (nodes.some(isOlder))
    throw new WrongState(`the rollback of cluster ${clusterId} has not come to its end; go on with it first`);
};
