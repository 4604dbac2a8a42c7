import type { Machine } from "#core/ports/cloud.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";

/** Node records of machines that have just been launched. */
export const launchedNodes = (
  { tenantId, clusterId, spec }: ClusterRecord,
  machines: readonly Machine[],
  version = spec.version,
): NodeRecord[] =>
  machines.map(
    ({ instanceId, role, nodeGroupId, operationId, zone, faultDomain, machineType, address, launchedAt }) => ({
      tenantId,
      clusterId,
      nodeId: instanceId,
      role,
      ...(nodeGroupId === undefined ? {} : { nodeGroupId }),
      zone,
      ...(faultDomain === undefined ? {} : { faultDomain }),
      machineType,
      address,
      version,
      state: "launching",
      ...(operationId === undefined ? {} : { operationId }),
      createdAt: launchedAt,
    }),
  );
