import type { DeletionReceipt } from "#contract/operations.ts";
import { everyBackup } from "#core/backups/every-backup.ts";
import { finalBill } from "#core/billing/final-bill.ts";
import { meterCluster } from "#core/billing/meter-cluster.ts";
import { meterSnapshots } from "#core/billing/meter-snapshots.ts";
import { NotYet } from "#core/errors.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { Stage } from "./stage.ts";

/** Looks everywhere for what may be left, backups and all versions of their files included; the answer is the deletion's receipt. */
export const proveNothingLeft: Stage<StageInput, { receipt: DeletionReceipt }> = async (input, ports) => {
  const { sweep, clock } = ports;
  const cluster = await ports.state.cluster(input.tenantId, input.clusterId);
  const [swept, records, files] = await Promise.all([
    sweep.leftovers(input.clusterId),
    everyBackup(input, ports),
    ports.snapshots.versions(input.clusterId),
  ]);
  const backups = new Set([...records, ...files].map(({ backupId }) => `backups/${backupId}`));
  const checked = [...swept.checked, "backups"];
  const left = [...swept.left, ...backups];
  if (left.length > 0) throw new NotYet(`still there: ${left.join(", ")}`);
  await meterCluster(input, ports);
  await meterSnapshots(input, ports);
  const bill = await finalBill(cluster, ports);
  return { receipt: { checkedAt: clock.now(), checked, left, bill } };
};
