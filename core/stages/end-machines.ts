import { metered } from "#core/billing/metered.ts";
import { made } from "./made.ts";
import { serveWith } from "./member-change.ts";
import { nodeRecords } from "./node-change.ts";
import type { Stage } from "./stage.ts";

/**
 * Workers end, then the control plane, with their disks; also machines that were kept for somebody to look at. The addresses that the cluster
 * wakes with stay: they cost nothing, and so nobody gets one, and with it the name, of a node that the snapshot knows. There is no way back, so
 * there is no undo. @throws NotYet until all machines have ended
 */
export const endMachines: Stage = async (input, ports) => {
  const { state, machines, clock } = ports;
  const { clusterId } = input;
  await metered(input, ports, async () => {
    await machines.terminate(clusterId, "worker");
    await machines.terminate(clusterId, "control-plane");
  });
  await machines.removeSpreadGroups(clusterId);
  const cluster = await state.cluster(input.tenantId, clusterId);
  const members = made(cluster, "members");
  const staying = members.filter(({ operationId }) => operationId === cluster.hibernatedFrom?.operationId);
  if (staying.length === 0) throw new Error(`cluster ${clusterId} has no addresses to wake with`);
  await serveWith(cluster, staying, ports);
  const slots = members.filter((member) => !staying.includes(member)).map(({ slot }) => slot);
  if (slots.length > 0) await machines.releaseAddresses(clusterId, { slots });
  const records = await nodeRecords(input, ports);
  await state.forgetNodes(
    input,
    records.map(({ nodeId }) => nodeId),
  );
  await state.updateCluster(input, { resources: { members: staying }, conditions: [], at: clock.now() });
};
