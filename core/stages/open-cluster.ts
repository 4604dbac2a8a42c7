import { NotYet } from "#core/errors.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { ClusterRecord } from "#core/records.ts";
import { connectTo } from "./node-change.ts";
import type { Ports, Stage } from "./stage.ts";
import { endExemptions, unanswered } from "./webhooks.ts";
import { liftFence } from "./write-fence.ts";

/** How long a webhook that had somebody to answer for it is waited for. */
const webhookSeconds = 120;

/**
 * Webhooks are what they were, once those who answer for them are back, or have had time for it; then people write again. Until the last
 * step nobody's work would be lost by going back: the undo of what was launched takes all of it away, and there is no undo of its own.
 * @throws NotYet while webhooks are waited for
 */
export const reopen = async (input: StageInput, stage: string, ports: Ports): Promise<ClusterRecord> => {
  const { tenantId, operationId, clusterId } = input;
  const [{ stages }, cluster] = await Promise.all([
    ports.state.operation(tenantId, operationId),
    ports.state.cluster(tenantId, clusterId),
  ]);
  const api = await connectTo(cluster, ports);
  const now = ports.clock.now();
  const began = stages.find(({ name }) => name === stage)?.startedAt ?? now;
  if (Date.parse(now) - Date.parse(began) < webhookSeconds * 1000) {
    const waiting = await unanswered(api);
    if (waiting.length > 0) throw new NotYet(`nobody answers yet for webhook ${waiting.slice(0, 3).join(", ")}`);
  }
  await endExemptions(api);
  await liftFence(api);
  return cluster;
};

export const openCluster: Stage = async (input, ports) => {
  await reopen(input, "OpenCluster", ports);
};
