import type { RestoreFrom } from "#contract/clusters.ts";
import type { OperationKind } from "#contract/operations.ts";
import type { StageRecord } from "#core/records.ts";

/** Whatever happens to nodes goes the same way; a stage with nothing to do is over at once. */
const changeNodes = [
  "PlanNodes",
  "LaunchMachines",
  "AwaitMachines",
  "RecordMachines",
  "RoutePods",
  "VerifyNodes",
  "LabelNodes",
  "CordonNodes",
  "DrainNodes",
  "RemoveNodes",
  "ReroutePods",
  "FinishChange",
] as const;

/** One that is lost leaves etcd before its successor joins; one that works leaves after it. */
const replaceMember = [
  "PlanMember",
  "AdmitMember",
  "ReserveMember",
  "LaunchMember",
  "RemoveLostMembers",
  "AwaitMachines",
  "RecordMachines",
  "RoutePods",
  "VerifyMember",
  "DetachMember",
  "RemoveMember",
  "ReroutePods",
  "FinishReplacement",
] as const;

const backUp = ["PruneBackups", "SaveSnapshot", "RecordBackup", "FinishBackup"] as const;

const drill = [
  "PlanDrill",
  "PrepareDrill",
  "LaunchDrill",
  "AwaitMachines",
  "RecordDrill",
  "RemoveDrill",
  "FinishDrill",
] as const;

/** The new control plane is born beside the old one, which serves until the new one could. */
const restore = [
  "PlanRestore",
  "ReserveRestored",
  "LaunchRestored",
  "AwaitMachines",
  "SwitchControlPlane",
  "RecordMachines",
  "RoutePods",
  "GrantAccess",
  "VerifyRestored",
  "RemoveOldMembers",
  "ReroutePods",
  "FinishRestore",
] as const;

/** Until EndPods all goes back; with the snapshot kept, there is one way. */
const hibernate = [
  "PlanHibernation",
  "ReserveRestored",
  "CloseCluster",
  "SaveSnapshot",
  "RecordBackup",
  "ProveSnapshot",
  "EndPods",
  "EndMachines",
  "CloseEgress",
  "FinishHibernation",
] as const;

/** Workers boot beside the control plane, and join once that knows the nodes of before no more. */
const wake = [
  "PlanWake",
  "ReturnEgress",
  "LaunchWoken",
  "LaunchWorkers",
  "AwaitMembers",
  "AdmitWorkers",
  "AwaitMachines",
  "RecordMachines",
  "RoutePods",
  "GrantAccess",
  "VerifyWoken",
  "OpenCluster",
  "FinishWake",
] as const;

/** Before anything of the cluster changes: it is backed up, and the backup restored by the version that is to come. */
const rehearse = [
  "PruneBackups",
  "SaveSnapshot",
  "RecordBackup",
  "PlanRehearsal",
  "PrepareDrill",
  "LaunchDrill",
  "AwaitRehearsal",
  "RecordRehearsal",
  "RemoveDrill",
] as const;

/** What a step of an upgrade goes through, whatever it is about: pending again with each step. */
export const upgradeSteps = [
  "PrepareVersion",
  "PlanMember",
  "AdmitMember",
  "ReserveMember",
  "LaunchMember",
  "RemoveLostMembers",
  "PlanNodes",
  "LaunchMachines",
  "AwaitMachines",
  "RecordMachines",
  "RoutePods",
  "VerifyMember",
  "DetachMember",
  "RemoveMember",
  "VerifyNodes",
  "CordonNodes",
  "DrainNodes",
  "RemoveNodes",
  "ReroutePods",
  "UpgradeAddOns",
  "FinaliseMember",
  "CheckHealth",
] as const;

const upgrade = ["CheckReadiness", ...rehearse, "PlanStep", ...upgradeSteps, "TurnBack", "FinishUpgrade"] as const;

/**
 * Stages of each kind of operation, in the order of its workflow: what people see as progress from the start. A test holds the
 * list against the state machines.
 */
export const stagesOf = {
  "cluster.create": [
    "CheckRequest",
    "CopySnapshot",
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
    "OpenRestored",
    "ActivateCluster",
  ],
  "cluster.delete": [
    "TerminateMachines",
    "RemoveBootReports",
    "RemoveLoadBalancer",
    "ReleaseAddresses",
    "RemoveKeys",
    "RemoveIdentities",
    "RemoveBackups",
    "RemoveNetwork",
    "ProveNothingLeft",
    "ForgetCluster",
  ],
  "cluster.restore": restore,
  "cluster.hibernate": hibernate,
  "cluster.wake": wake,
  "backup.create": backUp,
  "backup.drill": drill,
  "cluster.upgrade": upgrade,
  // The same loop, downwards.
  "cluster.rollback": upgrade,
  // The same loop, to other keys.
  "keys.rotate": upgrade,
  "control-plane.replace": replaceMember,
  "cluster.mend": ["RestoreMarks", "RestoreNetwork", "RestoreEgress", "RestoreTargets", "RestoreRoutes", "FinishMend"],
  "node-group.create": changeNodes,
  "node-group.update": changeNodes,
  "node-group.roll": changeNodes,
  "node-group.delete": changeNodes,
  "node.drain": changeNodes,
  "node.replace": changeNodes,
  "node.remove": changeNodes,
  "credentials.revoke": ["MoveAccess", "FinishRevocation"],
} as const satisfies Record<OperationKind, readonly string[]>;

type CreateStage = (typeof stagesOf)["cluster.create"][number];
/** Of a creation those that only a cluster goes through which is born from a backup. */
const restoring: ReadonlySet<CreateStage> = new Set(["CopySnapshot", "OpenRestored"]);

/** Stages of a creation. @param restores whether the cluster is born from a backup */
export const createStages = (restores: boolean): readonly CreateStage[] =>
  stagesOf["cluster.create"].filter((name) => restores || !restoring.has(name));

/** @param restoreFrom of a creation: what the cluster is born from */
export const newStages = (kind: OperationKind, restoreFrom?: RestoreFrom): StageRecord[] => {
  const names = kind === "cluster.create" ? createStages(restoreFrom !== undefined) : stagesOf[kind];
  return names.map((name) => ({ name, status: "pending", attempts: 0 }));
};
