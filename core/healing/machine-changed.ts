import { type Watched, type WatchPorts, watchCluster } from "./watch-cluster.ts";

/** What EC2 tells of a machine. */
export interface MachineEvent {
  instanceId: string;
  at: string;
  kind: "state" | "spot-notice";
}

/**
 * Looks at once at the cluster whose machine the cloud tells of. A notice is kept first: where the cluster is busy, the next look finds
 * it. Twice, late and unordered is as good as once.
 * @returns undefined for a machine that is none of ours
 */
export const machineChanged = async (
  { instanceId, at, kind }: MachineEvent,
  ports: WatchPorts,
): Promise<Watched | undefined> => {
  const node = await ports.health.nodeOfInstance(instanceId);
  if (!node) return undefined;
  if (kind === "spot-notice") await ports.health.noteSpotNotice(node, at);
  return watchCluster(await ports.state.cluster(node.tenantId, node.clusterId), ports);
};
