import type { Stage } from "./stage.ts";

/** Writes down which nodes have joined under which name; the boot reports have done their work. */
export const recordMachines: Stage = async (input, { state, machines, kubernetes, secrets, bootReports, clock }) => {
  const { tenantId, clusterId } = input;
  // Every machine has answered, or the workflow would not be here.
  await state.noteStage(input, { stage: "AwaitMachines", status: "succeeded", at: clock.now() });
  const [cluster, keys, launched, { items: records }] = await Promise.all([
    state.cluster(tenantId, clusterId),
    secrets.keys(clusterId),
    machines.list(clusterId),
    state.nodes(tenantId, clusterId, { limit: 1000 }),
  ]);
  const api = await kubernetes.connect({ dnsName: cluster.resources.loadBalancer?.dnsName ?? "", keys });
  const nodes = new Map((await api.nodes()).map((node) => [node.providerId.split("/").at(-1), node]));
  const machineOf = new Map(launched.map((machine) => [machine.instanceId, machine]));
  await Promise.all([
    state.putNodes(
      input,
      records.flatMap((record) => {
        const machine = machineOf.get(record.nodeId);
        const name = nodes.get(record.nodeId)?.name;
        if (!machine || name === undefined || (record.state !== "launching" && record.state !== "joining")) return [];
        // The cloud tells the rack of a machine only once it runs.
        const rack = machine.faultDomain === undefined ? {} : { faultDomain: machine.faultDomain };
        return [{ ...record, ...rack, name, state: "joining" as const }];
      }),
    ),
    bootReports.remove(clusterId),
  ]);
};
