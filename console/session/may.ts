import type { operations } from "#contract/openapi-types.ts";
import { texts } from "../texts.ts";
import { currentSession } from "./session.ts";

/** A call of the API, by the name that openapi.json has for it. */
export type Call = keyof operations;

/** Calls that take more than looking; a test holds them against the contract's table. */
export const needs: Partial<Record<Call, "operator" | "admin">> = {
  clusterCreate: "operator",
  clusterUpdate: "operator",
  clusterDelete: "operator",
  clusterUpgrade: "operator",
  clusterRollback: "operator",
  clusterKeysRotate: "operator",
  clusterCredentialsRevoke: "admin",
  clusterBudget: "operator",
  clusterRestore: "admin",
  clusterHibernate: "operator",
  clusterWake: "operator",
  nodeGroupCreate: "operator",
  nodeGroupUpdate: "operator",
  nodeGroupRoll: "operator",
  nodeGroupDelete: "operator",
  nodeDrain: "operator",
  nodeReplace: "operator",
  nodeRemove: "operator",
  backupCreate: "operator",
  backupDelete: "operator",
  backupDrill: "operator",
  billingReconcile: "admin",
  eventList: "admin",
  operationCancel: "operator",
  operationPause: "operator",
  operationResume: "operator",
  operationRetry: "operator",
};

/** Each does what those before it do. */
const ranks = ["viewer", "operator", "admin"];

/** Why somebody of the role may not make a call; a role that says nothing here is left to the service. */
export const forbiddenTo = (role: string | undefined, call: Call): string | undefined => {
  const needed = needs[call];
  if (needed === undefined || role === undefined || !ranks.includes(role)) return undefined;
  return ranks.indexOf(role) < ranks.indexOf(needed) ? texts.forbidden(role, needed) : undefined;
};

/** Why the caller may not. It is the service that decides; who is told before need not ask. */
export const forbids = (call: Call): string | undefined => forbiddenTo(currentSession()?.role, call);
