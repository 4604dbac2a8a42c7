import { made } from "./made.ts";
import { makerOf } from "./maker.ts";
import { type MemberInput, serveWith, without } from "./member-change.ts";
import type { Stage } from "./stage.ts";

/** The new member's address. The load balancer knows it from now on: it sends nothing there before the member serves. */
export const reserveMember: Stage<MemberInput> = async (input, ports) => {
  const { tenantId, clusterId, plan } = input;
  if (!plan.launch) return;
  const cluster = await ports.state.cluster(tenantId, clusterId);
  const [member] = await ports.machines.reserveAddresses({
    clusterId,
    operationId: makerOf(input),
    places: [plan.launch],
    securityGroupId: made(cluster, "securityGroups").controlPlane,
  });
  if (!member) throw new Error("nothing was reserved");
  const members = [...made(cluster, "members").filter(({ slot }) => slot !== member.slot), member];
  await ports.state.updateCluster(input, { resources: { members }, at: ports.clock.now() });
  await serveWith(cluster, without(members, plan.lost), ports);
};

/** What this operation has reserved is given back, and nothing is sent there. */
export const undoReserveMember: Stage = async (input, ports) => {
  const { tenantId, clusterId, operationId } = input;
  const { member } = await ports.state.operation(tenantId, operationId);
  if (!member) return;
  const cluster = await ports.state.cluster(tenantId, clusterId);
  const members = made(cluster, "members").filter((one) => one.operationId !== makerOf(input));
  await serveWith(cluster, members, ports);
  await ports.machines.releaseAddresses(clusterId, { operationId: makerOf(input) });
  // Last: until here they say what there is to take away.
  await ports.state.updateCluster(input, { resources: { members }, at: ports.clock.now() });
};
