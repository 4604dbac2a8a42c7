import { NotYet } from "#core/errors.ts";
import { made } from "./made.ts";
import { makerOf } from "./maker.ts";
import { doorOf, lookAtControlPlane, type MemberInput } from "./member-change.ts";
import type { Stage } from "./stage.ts";

/** The new member is a Ready node, votes in etcd, and serves behind the load balancer. Only looks: nothing to undo. */
export const verifyMember: Stage<MemberInput> = async (input, ports) => {
  const { plan } = input;
  if (!plan.launch) return;
  const controlPlane = await lookAtControlPlane(input, ports);
  const { cluster, machines, records, well } = controlPlane;
  const mine = machines.find((machine) => machine.operationId === makerOf(input));
  if (!mine || !well.has(mine.address)) throw new NotYet("the new member's node is not Ready");
  const health = (await ports.loadBalancers.targets(made(cluster, "loadBalancer").targetGroupArn)).get(mine.address);
  if (health !== "healthy") throw new NotYet(`the load balancer does not send to the new member yet (${health})`);
  const door = await doorOf(controlPlane, input, [plan.target.nodeId]);
  const joined = (await ports.etcd.list(door)).find(({ address }) => address === mine.address);
  if (!joined?.votes || !joined.started) throw new NotYet("the new member does not vote in etcd yet");
  await ports.state.putNodes(
    input,
    records
      .filter(({ nodeId }) => nodeId === mine.instanceId)
      .map((record) => ({ ...record, state: "ready" as const })),
  );
};
