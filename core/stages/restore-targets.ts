import { made } from "./made.ts";
import type { Stage } from "./stage.ts";

/** Members that the load balancer does not send to are its targets again. Others that somebody has added stay, and nothing is undone. */
export const restoreTargets: Stage = async (input, ports) => {
  const { state, inventory, loadBalancers } = ports;
  const cluster = await state.cluster(input.tenantId, input.clusterId);
  const { targets } = await inventory.look(cluster, []);
  if (!targets) return;
  const members = made(cluster, "members").map(({ address }) => address);
  if (members.every((address) => targets.includes(address))) return;
  const all = [...new Set([...targets, ...members])];
  await loadBalancers.setTargets(made(cluster, "loadBalancer").targetGroupArn, all);
};
