import { reopen } from "./open-cluster.ts";
import type { Stage } from "./stage.ts";

/**
 * A cluster that was born from another one's backup is opened as one that has slept: its webhooks are asked again about all. The copy that it
 * was born from has done its work; it names machines that are not this cluster's, and is nothing to restore it from.
 * @throws NotYet while webhooks are waited for
 */
export const openRestored: Stage = async (input, ports) => {
  const { restoredFrom } = await reopen(input, "OpenRestored", ports);
  if (restoredFrom) await ports.snapshots.remove(input.clusterId, restoredFrom.backupId);
};
