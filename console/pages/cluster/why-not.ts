import { allows, type ClusterCall, groupAllows, type NodeGroupCall, nodeGroupCan } from "#contract/states.ts";
import type { Cluster, NodeGroup } from "../../api/types.ts";
import { type Call, forbids } from "../../session/may.ts";
import { texts } from "../../texts.ts";
import { spoken } from "../../ui/words.ts";

/** Calls on a cluster that depend on its state, and the name that states have for them. */
const known = {
  clusterDelete: "delete",
  clusterUpdate: "update",
  clusterCredentials: "credentials",
  clusterCredentialsRevoke: "credentialsRevoke",
  clusterUpgrade: "clusterUpgrade",
  clusterRollback: "clusterRollback",
  clusterKeysRotate: "clusterKeysRotate",
  nodeGroupCreate: "nodeGroupCreate",
  nodeGroupUpdate: "nodeGroupUpdate",
  nodeGroupRoll: "nodeGroupRoll",
  nodeGroupDelete: "nodeGroupDelete",
  nodeDrain: "nodeDrain",
  nodeReplace: "nodeReplace",
  nodeRemove: "nodeRemove",
  backupCreate: "backupCreate",
  backupDrill: "backupDrill",
  clusterRestore: "clusterRestore",
  clusterHibernate: "clusterHibernate",
  clusterWake: "clusterWake",
} as const satisfies Partial<Record<Call, ClusterCall>>;

const isGroupCall = (call: string): call is NodeGroupCall => call in nodeGroupCan;

/** Why a call on the cluster, or on one of its node groups, cannot be made now; nothing where it can. */
export const whyNot = (
  call: keyof typeof known,
  { state }: Pick<Cluster, "state">,
  group?: Pick<NodeGroup, "state">,
): string | undefined => {
  const forbidden = forbids(call);
  if (forbidden) return forbidden;
  if (!allows(state, known[call])) return texts.notWhile(texts.cluster.title, spoken(state));
  if (group && isGroupCall(call) && !groupAllows(group.state, call))
    return texts.notWhile(texts.groups.one, spoken(group.state));
  return undefined;
};
