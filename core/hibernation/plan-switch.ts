import type { HibernationPlan } from "#contract/hibernation.ts";
import type { PlannedResource } from "#contract/plans.ts";
import { staysAsleep } from "#core/billing/idle-hints.ts";
import { priceOf } from "#core/billing/price-of.ts";
import type { WritePorts } from "#core/clusters/command.ts";
import { stagesOf } from "#core/operations/stages.ts";
import { planCreate } from "#core/plan/plan-create.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { Switch } from "./due.ts";
import { mayBeSwitched, type SwitchCall } from "./switch-cluster.ts";

/** Of all that a cluster is made of, what a hibernated one is without. */
const changing = new Set(["instance", "volume", "nat-gateway", "elastic-ip", "placement-group"]);
/** Come and go with what uses them, and cost nothing. */
const unnamed = new Set(["network-interface", "parameter"]);

const snapshot: PlannedResource = { kind: "snapshot", count: 1, detail: "of etcd, in S3" };

const amount = ({ perHourMicros, perMonthMicros }: { perHourMicros: number; perMonthMicros: number }) => ({
  ...{ perHourMicros, perMonthMicros },
});

/** What the same call without `validateOnly` would do; nothing is written. @throws as that call would */
export const planSwitch =
  (kind: Switch) =>
  async (call: SwitchCall, ports: WritePorts & { prices: Prices }): Promise<HibernationPlan> => {
    const { tenantId } = call.caller;
    const { clusterId } = call.params;
    const { state, clock, prices } = ports;
    const [cluster, nodeGroups] = await Promise.all([
      state.cluster(tenantId, clusterId),
      state.nodeGroups(tenantId, clusterId),
    ]);
    await mayBeSwitched(kind, cluster, call, ports);
    const now = clock.now();
    // As if it were made anew, from the same rules: what there is of a cluster that runs.
    const { plan, billables } = await planCreate({ cluster: { ...cluster, resources: {} }, nodeGroups, now });
    const book = await prices.book(billables, { since: now, until: now });
    const rating = { nodeGroups, book, now };
    const [running, hibernated] = [priceOf(billables, rating), priceOf(billables.filter(staysAsleep), rating)];
    const named = plan.resources.filter((one) => !unnamed.has(one.kind));
    return {
      kind,
      clusterName: cluster.name,
      stages: [...stagesOf[kind]],
      changes: named.filter((one) => changing.has(one.kind)),
      stays: [...named.filter((one) => !changing.has(one.kind)), snapshot],
      price: {
        currency: "USD",
        running: amount(running),
        hibernated: amount(hibernated),
        unrated: running.unrated,
        notIncluded: running.notIncluded,
      },
    };
  };
