import { WrongState } from "#core/errors.ts";
import type { StageInput, Step } from "#core/ports/state.ts";
import { isFresh } from "#core/upgrade/hops.ts";
import { isHalfUpgraded } from "#core/upgrade/is-half-upgraded.ts";
import { progressOf } from "#core/upgrade/next-step.ts";
import { inTheWay, readiness } from "#core/upgrade/readiness.ts";
import { pauseHere } from "./pause-here.ts";
import { readReadiness, readRotationFindings } from "./read-readiness.ts";
import { shortOf } from "./short-of.ts";
import type { Stage } from "./stage.ts";
import { goalOf, isRollback, lookAtUpgrade, upgradeOf } from "./upgrade-facts.ts";

/**
 * Whether the cluster can be upgraded now, and how it is before: what is short of replicas already is no fault of the upgrade's. Changes
 * nothing, so there is nothing to undo. One that goes on with an unfinished upgrade is not judged: it must come to an end.
 * @throws WrongState when a finding is in the way
 */
export const checkReadiness: Stage<StageInput, { step: Step; rehearses: boolean }> = async (input, ports) => {
  const operation = await ports.state.operation(input.tenantId, input.operationId);
  const upgrade = upgradeOf(operation);
  await pauseHere(input, operation, { stage: "CheckReadiness", status: "pending" }, ports);
  const { version: target } = goalOf(upgrade);
  const { cluster, groups, api, facts } = await lookAtUpgrade(input, goalOf(upgrade), ports);
  const isNew = isFresh(operation) && !upgrade.back;
  if (isNew) {
    const findings = upgrade.keys
      ? await readRotationFindings({ cluster, groups, keys: upgrade.keys }, api, ports)
      : readiness({
          ...(await readReadiness({ cluster, groups, target }, api, ports)),
          goesBack: isRollback(upgrade),
        });
    const blocking = inTheWay(findings, upgrade.force);
    if (blocking.length > 0)
      throw new WrongState(
        `not ready for ${upgrade.keys?.phase ?? target}: ${blocking.map(({ message }) => message).join("; ")}`,
      );
  }
  const short = isNew ? await shortOf(api) : upgrade.short;
  await ports.state.noteUpgrade(input, { upgrade: { ...upgrade, machines: progressOf(facts), short } });
  const nodes = (await ports.state.nodes(input.tenantId, input.clusterId)).items;
  return {
    step: { id: input.operationId, version: target, back: upgrade.back !== undefined },
    // What an unfinished one has written may be of either version: neither would restore all of it.
    rehearses: isNew && operation.backup !== undefined && !isHalfUpgraded(cluster, nodes),
  };
};
