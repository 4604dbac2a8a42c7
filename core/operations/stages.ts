import type { OperationKind, OperationStage } from "#contract/operations.ts";

/**
 * Stages of each kind of operation, in the order of its workflow: what people see as progress from the start. A test holds the
 * list against the state machines.
 */
export const stagesOf = {
  "cluster.create": [
    "CheckRequest",
    "CreateNetwork",
    "CreateIdentities",
    "CreateKeys",
    "CreateLoadBalancer",
    "ReserveAddresses",
    "OpenEgress",
    "LaunchControlPlane",
    "LaunchNodeGroups",
    "AwaitMachines",
    "RecordMachines",
    "RoutePods",
    "GrantAccess",
    "VerifyCluster",
    "ActivateCluster",
  ],
  "cluster.delete": [
    "TerminateMachines",
    "RemoveBootReports",
    "RemoveLoadBalancer",
    "ReleaseAddresses",
    "RemoveKeys",
    "RemoveIdentities",
    "RemoveNetwork",
    "ProveNothingLeft",
    "ForgetCluster",
  ],
} as const satisfies Record<OperationKind, readonly string[]>;

export const newStages = (kind: OperationKind): OperationStage[] =>
  stagesOf[kind].map((name) => ({ name, status: "pending", attempts: 0 }));
