import * as z from "zod";
import { KeyRotationPlan, RotateKeys } from "./key-rotations.ts";
import { ClusterId } from "./names.ts";
import { Operation } from "./operations.ts";
import { PlanQuery } from "./plans.ts";
import { RollBackCluster, UpgradeCluster, UpgradePlan } from "./upgrades.ts";

const clusterParams = z.strictObject({ clusterId: ClusterId });

/** Calls that bring a cluster machine by machine to something else; part of the table in routes.ts. */
export const upgradeRoutes = {
  clusterUpgrade: {
    operationId: "clusterUpgrade",
    method: "POST",
    path: "/clusters/{clusterId}/upgrade",
    summary: "Bring a cluster to a newer version of Kubernetes, machine by machine; a step that fails brings it back",
    role: "operator",
    params: clusterParams,
    query: PlanQuery,
    body: UpgradeCluster,
    status: 202,
    answer: Operation,
    plan: UpgradePlan,
    problems: ["NotFound", "WrongState", "Conflict", "IdempotencyKeyReused"],
    idempotent: true,
  },
  clusterRollback: {
    operationId: "clusterRollback",
    method: "POST",
    path: "/clusters/{clusterId}/rollback",
    summary:
      "Bring a cluster back to the version that it had before its last upgrade; the cluster says whether that is possible",
    role: "operator",
    params: clusterParams,
    query: PlanQuery,
    body: RollBackCluster,
    status: 202,
    answer: Operation,
    plan: UpgradePlan,
    problems: ["NotFound", "WrongState", "Conflict", "IdempotencyKeyReused"],
    idempotent: true,
  },
  clusterKeysRotate: {
    operationId: "clusterKeysRotate",
    method: "POST",
    path: "/clusters/{clusterId}/keys/rotate",
    summary:
      "Replace a cluster's certificate authorities and service-account key: one of three phases, machine by machine; a step that fails brings it back",
    role: "operator",
    params: clusterParams,
    query: PlanQuery,
    body: RotateKeys,
    status: 202,
    answer: Operation,
    plan: KeyRotationPlan,
    problems: ["NotFound", "WrongState", "Conflict", "IdempotencyKeyReused"],
    idempotent: true,
  },
} as const;
