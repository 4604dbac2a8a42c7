import { NotYet } from "#core/errors.ts";
import { worsened } from "#core/upgrade/workloads.ts";
import { lookAtControlPlane } from "./member-change.ts";
import { shortOf } from "./short-of.ts";
import type { Stage } from "./stage.ts";
import { isRollback, upgradeOf } from "./upgrade-facts.ts";

const mostTold = 5;

/**
 * Whether the cluster is as well as it was before the upgrade, or when that was gone on with: its API is ready, all nodes are, and no
 * workload, the add-ons among them, is shorter of replicas. On the way back, and in a rollback, only the API counts: what is not well is
 * what it goes back for. Only looks: nothing to undo.
 * @throws NotYet until it is so
 */
export const checkHealth: Stage = async (input, ports) => {
  const upgrade = upgradeOf(await ports.state.operation(input.tenantId, input.operationId));
  const { short, back } = upgrade;
  const { api } = await lookAtControlPlane(input, ports);
  if (!(await api.ready())) throw new NotYet("the Kubernetes API is not ready");
  if (back || isRollback(upgrade)) return;
  const unready = (await api.nodes()).filter((node) => !node.ready).map(({ name }) => `node ${name} is not Ready`);
  const faults = [...unready, ...worsened(short, await shortOf(api))];
  if (faults.length > 0) throw new NotYet(faults.slice(0, mostTold).join("; "));
};
