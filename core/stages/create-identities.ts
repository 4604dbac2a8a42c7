import type { Stage } from "./stage.ts";

/** Roles and instance profiles of the cluster's machines. */
export const createIdentities: Stage = async ({ clusterId }, { identities }) => {
  await identities.ensure(clusterId);
};

export const undoCreateIdentities: Stage = ({ clusterId }, { identities }) => identities.remove(clusterId);
