import type { Machine } from "#core/ports/cloud.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";

/** Node records of machines that have just been launched to become nodes. @param told what members are told to run, and to emulate */
export const launchedNodes = (
  { tenantId, clusterId, spec, keySet }: ClusterRecord,
  machines: readonly Machine[],
  version = spec.version,
  { etcd, emulates }: { etcd?: string | undefined; emulates?: string | undefined } = {},
): NodeRecord[] =>
  machines.flatMap(
    ({
      instanceId,
      role,
      nodeGroupId,
      operationId,
      zone,
      faultDomain,
      machineType,
      address,
      launchedAt,
      template,
    }): NodeRecord[] =>
      role === "drill"
        ? []
        : [
            {
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
              ...(keySet ? { keyRevision: keySet.revision } : {}),
              ...(template === undefined ? {} : { template }),
              ...(etcd === undefined || role !== "control-plane" ? {} : { etcd }),
              ...(emulates === undefined || role !== "control-plane" ? {} : { emulates }),
              state: "launching",
              ...(operationId === undefined ? {} : { operationId }),
              createdAt: launchedAt,
            },
          ],
  );
