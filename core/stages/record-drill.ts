import { BackupDrill } from "#contract/backups.ts";
import { WrongState } from "#core/errors.ts";
import type { OperationRecord } from "#core/records.ts";
import { backupOperation } from "./backup-operation.ts";
import type { DrillInput } from "./drill-plan.ts";
import type { Stage } from "./stage.ts";

export interface ReportedInput extends DrillInput {
  /** As the machine has sent it. */
  report: unknown;
}

const launchedAt = ({ stages, createdAt }: OperationRecord): string =>
  stages.find(({ name }) => name === "LaunchDrill")?.startedAt ?? createdAt;

/** What a machine says is somebody else's word. @throws WrongState */
const readReport = (report: unknown): Pick<BackupDrill, "kinds" | "steps"> => {
  const { kinds, steps } = (report ?? {}) as Record<string, unknown>;
  const read = BackupDrill.pick({ kinds: true, steps: true }).required().safeParse({ kinds, steps });
  if (!read.success) throw new WrongState("what the drill's machine reports is not what a drill reports");
  return read.data;
};

/**
 * The machine has restored the snapshot, whose hash it has checked, and read all of it: from here on the backup is proven. What it says
 * stays true whatever becomes of the rest, so there is nothing to undo.
 */
export const recordDrill: Stage<ReportedInput> = async (input, ports) => {
  const { tenantId, clusterId, operationId } = input;
  const at = ports.clock.now();
  // It has answered, or the workflow would not be here.
  await ports.state.noteStage(input, { stage: "AwaitMachines", status: "succeeded", at });
  const { operation, backup } = await backupOperation(input, ports);
  const { kinds = {}, steps = [] } = readReport(input.report);
  await ports.backups.noteDrill(tenantId, clusterId, backup.backupId, {
    ...{ operationId, at, ok: true, hashVerified: true, kinds, steps },
    objects: Object.values(kinds).reduce((sum, count) => sum + count, 0),
    seconds: (Date.parse(at) - Date.parse(launchedAt(operation))) / 1000,
  });
};
