import type { KeyPhase } from "#contract/key-phases.ts";
import type { KeyRotationPlan, RotateKeys } from "#contract/key-rotations.ts";
import type { Call } from "#core/clusters/command.ts";
import { isKept } from "#core/nodes/is-kept.ts";
import { readRotationFindings } from "#core/stages/read-readiness.ts";
import { goalOf, lookAtUpgrade } from "#core/stages/upgrade-facts.ts";
import { countsOf } from "#core/upgrade/count-steps.ts";
import { assumedTimes, upgradeSeconds } from "#core/upgrade/estimate.ts";
import { stepsOf, type UpgradePlanPorts } from "#core/upgrade/plan-upgrade.ts";
import { inTheWay } from "#core/upgrade/readiness.ts";
import { upgradePrice } from "#core/upgrade/upgrade-price.ts";
import { mayRotate } from "./may-rotate.ts";

const advice: Record<KeyPhase, string[]> = {
  add: [
    "once it has succeeded, fetch kubeconfigs anew (`kubewright cluster kubeconfig`): those of before know the old authority only, and fail once the new one signs",
    "whoever else checks the API server's certificate, or service-account tokens by copies of keys, has to be told the new ones before the next phase",
  ],
  move: [
    "kubeconfigs that were fetched before the phase `add` had succeeded fail as this one begins: fetch them anew first",
    "client certificates that were signed through the CertificateSigningRequest API, and tokens that were asked for with a duration of their own, work until the phase `drop`: have them made anew after this one",
  ],
  drop: [
    "client certificates and tokens that the old keys have signed are refused as this phase begins, wherever they are",
    "there is no way back once it has succeeded",
  ],
};

/**
 * What the same request without `validateOnly` would do; nothing is written.
 * @throws NotFound, WrongState as that request would; TemporaryFailure when the cluster's API does not answer
 */
export const planRotation = async (
  {
    caller: { tenantId },
    params: { clusterId },
    body,
  }: Pick<Call<RotateKeys, { clusterId: string }>, "caller" | "params" | "body">,
  ports: UpgradePlanPorts,
): Promise<KeyRotationPlan> => {
  const { state, prices, clock } = ports;
  const cluster = await state.cluster(tenantId, clusterId);
  const all = (await state.nodes(tenantId, clusterId)).items;
  const nodes = all.filter((node) => !isKept(node));
  const now = clock.now();
  const keys = mayRotate(cluster, nodes, body, now);
  const { version } = cluster.spec;
  const goal = goalOf({
    ...{ from: version, to: version, keys },
    ...{ force: [], steps: 0, short: {} },
    machines: { done: 0, total: 0 },
  });
  const { groups, api, facts } = await lookAtUpgrade({ tenantId, clusterId }, goal, ports);
  const findings = await readRotationFindings({ cluster, groups, keys }, api, ports);
  const steps = stepsOf(facts);
  const counts = countsOf(steps);
  return {
    ...{ kind: "keys.rotate", clusterName: cluster.name, phase: body.phase },
    ready: inTheWay(findings, body.force).length === 0,
    ...{ findings, steps },
    machines: counts.members + counts.nodes,
    seconds: upgradeSeconds(counts, assumedTimes),
    changePrice: await upgradePrice({ cluster, groups, nodes: all, hops: [steps] }, { prices, now }),
    advice: advice[body.phase],
  };
};
