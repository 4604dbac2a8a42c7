import { metered } from "#core/billing/metered.ts";
import { isAlive } from "#core/nodes/is-alive.ts";
import { lookAtControlPlane } from "./member-change.ts";
import { instanceOf, removeNodeObject } from "./node-change.ts";
import { membersOf } from "./restored-members.ts";
import type { Stage } from "./stage.ts";

/**
 * The old members' machines end, and with them what was written since the backup: from here there is no way back, so there is no undo.
 * Node objects in the backup whose machines are gone, or kept out of service since, go too. @throws NotYet until all of it has gone
 */
export const removeOldMembers: Stage = async (input, ports) => {
  const { clusterId, operationId } = input;
  const { cluster, api, machines: members, records } = await lookAtControlPlane(input, ports);
  const notOurs = ({ operationId: by }: { operationId?: string }): boolean => by !== operationId;
  const oldRecords = records.filter(notOurs).map(({ nodeId }) => nodeId);
  const oldMachines = members.filter(notOurs).map(({ instanceId }) => instanceId);
  const ids = [...new Set([...oldMachines, ...oldRecords])];
  await metered(input, ports, () => ports.machines.terminateOnly(clusterId, ids));

  const living = new Set(
    (await ports.machines.list(clusterId))
      .filter((machine) => isAlive(machine) && !machine.kept)
      .map(({ instanceId }) => instanceId),
  );
  const gone = (await api.nodes()).filter((node) => !living.has(instanceOf(node)));
  await Promise.all(gone.map(({ name }) => removeNodeObject(api, name)));
  const { born, old } = membersOf(cluster, input);
  await ports.machines.releaseAddresses(clusterId, { slots: old.map(({ slot }) => slot) });
  await ports.state.updateCluster(input, { resources: { members: born }, at: ports.clock.now() });
  await ports.state.forgetNodes(input, oldRecords);
};
