import { PeriodQuery } from "#contract/billing.ts";
import { CreateCluster } from "#contract/clusters.ts";
import { meterCluster } from "#core/billing/meter-cluster.ts";
import { clusterCharges } from "#core/billing/read-charges.ts";
import { createCluster } from "#core/clusters/create-cluster.ts";
import { planCluster } from "#core/clusters/plan-cluster.ts";
import { NotYet } from "#core/errors.ts";
import { callOf } from "#core/fakes/calls.ts";
import { type FakeCloud, fakeCloud } from "#core/fakes/cloud.ts";
import { fakeWorkflows } from "#core/fakes/workflows.ts";
import { stagesOf } from "#core/operations/stages.ts";
import { createRules } from "#core/plan/plan-create.ts";
import type { StageInput } from "#core/ports/state.ts";
import { awaitMachine } from "#core/stages/await-machine.ts";

const hour = 3600_000;

/** Asked again while it says so, as the workflow does. */
const untilDone = async (work: () => Promise<unknown>, left = 100): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof NotYet) || left === 0) throw error;
    await untilDone(work, left - 1);
  }
};

/** The creation's stages on a cloud in memory, whose machines boot. */
const create = async ({ ports, boot }: FakeCloud, input: StageInput): Promise<void> => {
  const rules = createRules();
  for (const stage of stagesOf["cluster.create"])
    if (stage === "AwaitMachines")
      for (const { instanceId } of await ports.machines.list(input.clusterId)) {
        await awaitMachine({ ...input, instanceId, taskToken: instanceId }, ports);
        await boot(instanceId);
      }
    else await untilDone(() => rules[stage](input, ports));
};

/**
 * A default cluster is planned, made on a cloud in memory and left alone there, with its ledger learned by an hourly look at what the cloud
 * shows; then days of it are charged.
 * @returns by how many per cent each day's charges differ from 24 times the plan's price of an hour, and what was on the ledger
 */
export const plannedDays = async (days: readonly string[]): Promise<{ errors: number[]; usages: number }> => {
  const cloud = fakeCloud();
  const { state, clock, prices, ledger, backups } = cloud.ports;
  const write = { state, clock, prices, backups, workflows: fakeWorkflows(), clusterLimit: 1, machineLimit: 10 };
  const call = { ...callOf({}), body: CreateCluster.parse({ name: "bench" }) };
  const { price } = await planCluster(call, write);
  if (!price) throw new Error("the plan has no price");
  const { id: operationId, clusterId } = await createCluster(call, write);
  const { tenantId } = call.caller;
  await create(cloud, { tenantId, clusterId, operationId });

  const ends = days.map((day) => Date.parse(day) + 24 * hour);
  let now = Date.parse(clock.now());
  const ports = { ...cloud.ports, clock: { now: () => new Date(now).toISOString() } };
  for (; now < Math.max(...ends) + hour; now += hour) await meterCluster({ tenantId, clusterId }, ports);

  const errors: number[] = [];
  for (const [i, since] of days.entries()) {
    const query = PeriodQuery.parse({ since, until: new Date(ends[i] ?? 0).toISOString() });
    const { totalMicros, unrated } = await clusterCharges({ ...callOf({}), params: { clusterId }, query }, ports);
    if (unrated.length > 0) throw new Error(`no price is known of ${unrated.join(", ")}`);
    errors.push(Math.abs(totalMicros / (24 * price.perHourMicros) - 1) * 100);
  }
  return { errors, usages: ledger.intervals.size };
};
