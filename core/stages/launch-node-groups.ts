import type { MachineOrder } from "#core/ports/cloud.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { NodeGroupRecord } from "#core/records.ts";
import { bootstrapOf } from "./bootstrap.ts";
import { launchedNodes } from "./launched-nodes.ts";
import { imageFor } from "./machine-image.ts";
import { made } from "./made.ts";
import type { Stage } from "./stage.ts";

export interface LaunchedMachine extends StageInput {
  instanceId: string;
}

/** All machines of all groups at once, balanced over the zones. Answers with every machine whose boot is to be awaited. */
export const launchNodeGroups: Stage<StageInput, { machines: LaunchedMachine[] }> = async (input, ports) => {
  const { state, machines, identities, bootstrap } = ports;
  const { tenantId, clusterId, operationId } = input;
  const [cluster, groups] = await Promise.all([
    state.cluster(tenantId, clusterId),
    state.nodeGroups(tenantId, clusterId),
  ]);
  const subnets = made(cluster, "subnets");
  const securityGroupId = made(cluster, "securityGroups").worker;
  const { workerProfile } = await identities.ensure(clusterId);
  const told = bootstrapOf(cluster, "worker", ports);

  const ordersOf = ({ nodeGroupId, spec }: NodeGroupRecord): MachineOrder[] => {
    const labels = { ...spec.labels, "kubewright.dev/node-group": spec.name };
    const userData = bootstrap.userData({ ...told, labels, taints: spec.taints });
    return Array.from({ length: spec.size }, (_, i) => {
      const { privateSubnetId } = subnets[i % subnets.length] as (typeof subnets)[number];
      return {
        clusterId,
        operationId,
        slot: `${spec.name}-${i}`,
        role: "worker",
        nodeGroupId,
        imageId: imageFor(cluster, spec.machineType),
        machineType: spec.machineType,
        instanceProfile: workerProfile,
        userData,
        rootDiskGiB: spec.diskGiB,
        place: { subnetId: privateSubnetId, securityGroupId },
      };
    });
  };
  const launched = await machines.launch(groups.flatMap(ordersOf));
  await state.putNodes(input, launchedNodes(cluster, launched));
  const all = [...(await machines.list(clusterId, "control-plane")), ...launched];
  return { machines: all.map(({ instanceId }) => ({ tenantId, clusterId, operationId, instanceId })) };
};

export const undoLaunchNodeGroups: Stage = ({ clusterId }, { machines }) => machines.terminate(clusterId, "worker");
