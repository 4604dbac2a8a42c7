import type { UpgradeCluster, UpgradePlan } from "#contract/upgrades.ts";
import type { Call, ReadPorts } from "#core/clusters/command.ts";
import { isKept } from "#core/nodes/is-kept.ts";
import type { KubernetesClusters, Secrets } from "#core/ports/cloud.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { Clock } from "#core/ports/state.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";
import { readReadiness } from "#core/stages/read-readiness.ts";
import { isRollback, lookAtUpgrade } from "#core/stages/upgrade-facts.ts";
import { etcdOf } from "./etcd-version.ts";
import { isHalfUpgraded } from "./is-half-upgraded.ts";
import { mayUpgrade } from "./may-upgrade.ts";
import { nextStep, type UpgradeFacts } from "./next-step.ts";
import { plannedRehearsal } from "./planned-rehearsal.ts";
import { prove } from "./prove.ts";
import { inTheWay, readiness } from "./readiness.ts";
import { stepText } from "./step-text.ts";
import { upgradePrice } from "./upgrade-price.ts";

export interface UpgradePlanPorts extends ReadPorts {
  secrets: Secrets;
  kubernetes: KubernetesClusters;
  prices: Prices;
  clock: Clock;
}

/** The cluster after the step, as far as the steps after it are decided by that. */
const after = (facts: UpgradeFacts, step: ReturnType<typeof nextStep>): UpgradeFacts => {
  const { target } = facts;
  const renewed = <Machine extends { nodeId: string; version: string }>(
    machines: Machine[],
    nodeId: string,
  ): Machine[] =>
    machines.map((one) => (one.nodeId === nodeId ? { ...one, version: target, leaving: false, well: true } : one));
  switch (step.kind) {
    case "prepare":
      return { ...facts, prepared: true };
    case "add-ons":
      return { ...facts, addOns: true };
    case "member":
      return { ...facts, members: renewed(facts.members, step.nodeId) };
    case "node":
      return {
        ...facts,
        groups: facts.groups.map((group) => ({ ...group, nodes: renewed(group.nodes, step.nodeId) })),
      };
    case "done":
      return facts;
  }
};

/** All steps in their order, where nothing goes wrong. */
export const stepsOf = (facts: UpgradeFacts): UpgradePlan["steps"] => {
  const steps: UpgradePlan["steps"] = [];
  let now = facts;
  for (let step = nextStep(now); step.kind !== "done"; step = nextStep(now)) {
    steps.push({ ...step, text: stepText(step, facts.target) });
    now = after(now, step);
  }
  return steps;
};

interface Between {
  kind: UpgradePlan["kind"];
  /** @returns from where to where @throws NotFound, WrongState, InvalidInput */
  decide(cluster: ClusterRecord, nodes: readonly NodeRecord[]): { from: string; to: string };
}

/**
 * What the same request without `validateOnly` would do; nothing is written. Whether there is capacity is asked by the operation alone,
 * as its first stage.
 * @throws NotFound, WrongState, InvalidInput as that request would; TemporaryFailure when the cluster's API does not answer
 */
export const planBetween = async (
  {
    caller: { tenantId },
    params: { clusterId },
    body,
  }: Pick<Call<Pick<UpgradeCluster, "force">, { clusterId: string }>, "caller" | "params" | "body">,
  { state, secrets, kubernetes, prices, clock }: UpgradePlanPorts,
  { kind, decide }: Between,
): Promise<UpgradePlan> => {
  const cluster = await state.cluster(tenantId, clusterId);
  const all = (await state.nodes(tenantId, clusterId)).items;
  const nodes = all.filter((node) => !isKept(node));
  const { from, to } = decide(cluster, nodes);
  const { groups, api, facts } = await lookAtUpgrade({ tenantId, clusterId }, to, { state, secrets, kubernetes });
  const findings = readiness({
    ...(await readReadiness({ cluster, groups, target: to }, api, {})),
    goesBack: isRollback({ from, to }),
  });
  const steps = stepsOf(facts);
  const price = await upgradePrice({ cluster, groups, nodes: all, steps }, { prices, now: clock.now() });
  const sizes = groups.map(({ spec }) => spec.size).filter((size) => size > 0);
  return {
    ...{ kind, clusterName: cluster.name, from, to },
    ready: inTheWay(findings, body.force).length === 0,
    findings,
    ...(isHalfUpgraded(cluster, nodes)
      ? {}
      : { rehearsal: await plannedRehearsal(cluster, to, { prices, now: clock.now() }) }),
    steps,
    machines: steps.filter(({ kind }) => kind === "member" || kind === "node").length,
    changePrice: price,
    proof: prove({ from, to, etcd: etcdOf(cluster), members: facts.size, groups: sizes }),
  };
};

/** @throws NotFound, WrongState, InvalidInput, TemporaryFailure: see planBetween */
export const planUpgrade = (
  call: Pick<Call<UpgradeCluster, { clusterId: string }>, "caller" | "params" | "body">,
  ports: UpgradePlanPorts,
): Promise<UpgradePlan> =>
  planBetween(call, ports, {
    kind: "cluster.upgrade",
    decide: (cluster, nodes) => mayUpgrade(cluster, nodes, call.body.version),
  });
