import type { OperationKind } from "#contract/operations.ts";

/** The loop of an upgrade, whichever way it goes. */
const upgrade: Record<string, readonly string[]> = {
  PlanStep: ["CheckReadiness", "RemoveDrill", "CheckHealth", "TurnBack"],
  PrepareVersion: ["PlanStep"],
  PlanMember: ["PlanStep"],
  PlanNodes: ["PlanStep"],
  AwaitMachines: ["RemoveLostMembers", "LaunchMachines"],
  VerifyMember: ["RoutePods"],
  VerifyNodes: ["RoutePods"],
  ReroutePods: ["RemoveMember", "RemoveNodes"],
  UpgradeAddOns: ["PlanStep"],
  FinaliseMember: ["PlanStep"],
  CheckHealth: ["PrepareVersion", "ReroutePods", "UpgradeAddOns", "FinaliseMember"],
  // Where the way back ends, and the loop begins anew.
  TurnBack: [],
  FinishUpgrade: ["PlanStep"],
};

/**
 * Which stages lead to a stage, where it is not the one before it in the list alone: where a workflow branches, joins, leaves something out
 * or goes round. A test holds all of it against the state machines.
 */
const junctions: Partial<Record<OperationKind, Record<string, readonly string[]>>> = {
  "cluster.hibernate": { EndPods: ["PlanHibernation", "ProveSnapshot"] },
  "cluster.upgrade": upgrade,
  "cluster.rollback": upgrade,
  "keys.rotate": upgrade,
};

/** The stages that lead to each of an operation's. @param names as they are listed */
export const waysTo = (kind: OperationKind, names: readonly string[]): readonly (readonly string[])[] =>
  names.map((name, i) => junctions[kind]?.[name] ?? names.slice(Math.max(0, i - 1), i));
