import type { UpgradeCluster, UpgradePlan } from "#contract/upgrades.ts";
import type { Call, ReadPorts } from "#core/clusters/command.ts";
import { isKept } from "#core/nodes/is-kept.ts";
import type { KubernetesClusters } from "#core/ports/cloud.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { Secrets } from "#core/ports/secrets.ts";
import type { Clock } from "#core/ports/state.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";
import { readReadiness } from "#core/stages/read-readiness.ts";
import { isRollback, lookAtUpgrade } from "#core/stages/upgrade-facts.ts";
import { countsOf } from "./count-steps.ts";
import { joiningEmulates } from "./emulation.ts";
import { assumedSeconds, assumedTimes, upgradeSeconds } from "./estimate.ts";
import { etcdAlong } from "./etcd-version.ts";
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

type Member = UpgradeFacts["members"][number];

/** A member as it is then: what it has emulated before counts no more. */
const emulating = (members: readonly Member[], nodeId: string, minor: string | undefined): Member[] =>
  members.map(({ emulates, ...one }) => {
    const now = one.nodeId === nodeId ? minor : emulates;
    return now === undefined ? one : { ...one, emulates: now };
  });

/** The cluster after the step, as far as the steps after it are decided by that. @param from the version that it comes from */
const after = (facts: UpgradeFacts, step: ReturnType<typeof nextStep>, from: string): UpgradeFacts => {
  const { target, keyRevision } = facts;
  const renewed = <Machine extends { nodeId: string; version: string }>(
    machines: Machine[],
    nodeId: string,
  ): Machine[] =>
    machines.map((one) =>
      one.nodeId === nodeId ? { ...one, version: target, keyRevision, leaving: false, well: true } : one,
    );
  switch (step.kind) {
    case "prepare":
      return { ...facts, prepared: true };
    case "add-ons":
      return { ...facts, addOns: true };
    case "member": {
      const others = facts.members.filter(({ nodeId }) => nodeId !== step.nodeId);
      const minor = joiningEmulates({ from, to: target }, others);
      return { ...facts, members: emulating(renewed(facts.members, step.nodeId), step.nodeId, minor) };
    }
    case "finalise":
      return { ...facts, members: emulating(facts.members, step.nodeId, undefined) };
    case "node":
      return {
        ...facts,
        groups: facts.groups.map((group) => ({ ...group, nodes: renewed(group.nodes, step.nodeId) })),
      };
    case "done":
      return facts;
  }
};

/** All steps in their order, where nothing goes wrong, and the cluster after them. */
const walk = (facts: UpgradeFacts, from: string): { steps: UpgradePlan["steps"]; now: UpgradeFacts } => {
  const steps: UpgradePlan["steps"] = [];
  const { target: version, keyRevision: revision, rotates } = facts;
  const goal = { version, ...(rotates ? { keys: { revision, trusted: false } } : {}) };
  let now = facts;
  for (let step = nextStep(now); step.kind !== "done"; step = nextStep(now)) {
    steps.push({ ...step, text: stepText(step, goal) });
    now = after(now, step, from);
  }
  return { steps, now };
};

/** @param from the version that everything is of; absent: the one that it is to be of */
export const stepsOf = (facts: UpgradeFacts, from = facts.target): UpgradePlan["steps"] => walk(facts, from).steps;

/** Steps of each version that the cluster goes by. Of machines that come meanwhile the ids of those whose places they take are told. */
const stepsBy = (from: string, path: readonly string[], facts: UpgradeFacts): UpgradePlan["steps"][] => {
  let now = facts;
  return path.map((target, i) => {
    const begun = i === 0 ? now : { ...now, target, prepared: false, addOns: false };
    const walked = walk(begun, path[i - 1] ?? from);
    now = walked.now;
    return walked.steps;
  });
};

/** What a step of a later hop is about is not there yet. */
const withoutId = ({ nodeId, ...step }: UpgradePlan["steps"][number]): UpgradePlan["steps"][number] => ({
  ...step,
  text: nodeId === undefined ? step.text : step.text.replace(` ${nodeId} `, " "),
});

/** All promises of all hops. */
const proofOf = (hops: UpgradePlan["hops"]): UpgradePlan["proof"] => {
  const proofs = hops.map(({ proof }) => proof);
  const union = (key: "promises" | "broken"): string[] => [...new Set(proofs.flatMap((proof) => proof[key]))];
  return {
    holds: proofs.every(({ holds }) => holds),
    situations: proofs.reduce((sum, { situations }) => sum + situations, 0),
    ...{ promises: union("promises"), broken: union("broken") },
  };
};

interface Between {
  kind: UpgradePlan["kind"];
  /** @returns from where, and by which versions to where @throws NotFound, WrongState, InvalidInput */
  decide(cluster: ClusterRecord, nodes: readonly NodeRecord[]): { from: string; path: string[] };
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
  const { from, path } = decide(cluster, nodes);
  const [first = "", ...others] = path;
  const { groups, api, facts } = await lookAtUpgrade(
    { tenantId, clusterId },
    { version: first },
    { state, secrets, kubernetes },
  );
  const findings = readiness({
    ...(await readReadiness({ cluster, groups, target: first }, api, {})),
    goesBack: isRollback({ from, to: first }),
  });
  const by = stepsBy(from, path, facts);
  const now = clock.now();
  const price = await upgradePrice({ cluster, groups, nodes: all, hops: by }, { prices, now });
  const sizes = groups.map(({ spec }) => spec.size).filter((size) => size > 0);
  const isHalf = isHalfUpgraded(cluster, nodes);
  const etcds = etcdAlong(cluster, path);
  const hops = await Promise.all(
    path.map(async (to, i): Promise<UpgradePlan["hops"][number]> => {
      const before = path[i - 1] ?? from;
      const counts = countsOf(by[i] ?? []);
      // What an unfinished upgrade has left is gone on with at once.
      const rehearsal = isHalf && i === 0 ? undefined : await plannedRehearsal(cluster, to, { prices, now });
      return {
        ...{ from: before, to, machines: counts.members + counts.nodes },
        seconds: rehearsal ? assumedSeconds(counts) : upgradeSeconds(counts, assumedTimes),
        ...(rehearsal ? { rehearsal } : {}),
        proof: prove({ from: before, to, etcd: etcds[i], members: facts.size, groups: sizes }),
      };
    }),
  );
  return {
    ...{ kind, clusterName: cluster.name, from, to: others.at(-1) ?? first },
    ready: inTheWay(findings, body.force).length === 0,
    findings,
    ...(hops[0]?.rehearsal ? { rehearsal: hops[0].rehearsal } : {}),
    hops,
    steps: by.flatMap((steps, i) => (i === 0 ? steps : steps.map(withoutId))),
    machines: hops.reduce((sum, { machines }) => sum + machines, 0),
    changePrice: price,
    proof: proofOf(hops),
  };
};

/** @throws NotFound, WrongState, InvalidInput, TemporaryFailure: see planBetween */
export const planUpgrade = (
  call: Pick<Call<UpgradeCluster, { clusterId: string }>, "caller" | "params" | "body">,
  ports: UpgradePlanPorts,
): Promise<UpgradePlan> =>
  planBetween(call, ports, {
    kind: "cluster.upgrade",
    decide: (cluster, nodes) => mayUpgrade(cluster, nodes, call.body),
  });
