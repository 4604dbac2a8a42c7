import { NotYet } from "#core/errors.ts";
import { forgetWord, leaveWord, stillEmulating } from "./emulating-pods.ts";
import { made } from "./made.ts";
import { type ControlPlane, lookAtControlPlane, memberOf, serveWith, without } from "./member-change.ts";
import { instanceOf } from "./node-change.ts";
import type { Ports, Stage } from "./stage.ts";

/** All others serve behind the load balancer; this one is asked for nothing any more. @throws NotYet until it is so */
const letGo = async (
  { cluster }: ControlPlane,
  address: string,
  ports: Pick<Ports, "loadBalancers">,
): Promise<void> => {
  const members = made(cluster, "members");
  const group = made(cluster, "loadBalancer").targetGroupArn;
  const targets = await ports.loadBalancers.targets(group);
  const silent = members.filter((one) => one.address !== address && targets.get(one.address) !== "healthy");
  if (silent.length > 0) throw new NotYet(`the load balancer does not send to ${silent[0]?.address}`);
  await serveWith(cluster, without(members, [{ nodeId: "", address }]), ports);
  if ((await ports.loadBalancers.targets(group)).has(address))
    throw new NotYet("connections of the load balancer to the member are running out");
};

/**
 * A member that has emulated the minor before serves what it is. Its programs begin anew for that, out of service, while all others serve;
 * its etcd and its pods stay. Whether it has come to that is seen of its pods: machines that know of no emulation have never emulated.
 * @throws NotYet until it serves again
 */
export const finaliseMember: Stage = async (input, ports) => {
  const [operation, controlPlane] = await Promise.all([
    ports.state.operation(input.tenantId, input.operationId),
    lookAtControlPlane(input, ports),
  ]);
  const { nodeId } = memberOf(operation);
  const { cluster, api, records, well } = controlPlane;
  const record = records.find((one) => one.nodeId === nodeId);
  if (record?.emulates === undefined) return;
  const node = (await api.nodes()).find((one) => instanceOf(one) === nodeId)?.name;
  if (node === undefined || !well.has(record.address)) throw new NotYet(`member ${nodeId} is not Ready`);
  const emulating = await stillEmulating(api, node);
  if (emulating.length > 0) {
    await letGo(controlPlane, record.address, ports);
    await leaveWord(api, node);
    throw new NotYet(`${emulating.join(", ")} of ${node} begin anew`);
  }
  await serveWith(cluster, made(cluster, "members"), ports);
  const health = (await ports.loadBalancers.targets(made(cluster, "loadBalancer").targetGroupArn)).get(record.address);
  if (health !== "healthy") throw new NotYet(`the load balancer does not send to the member yet (${health})`);
  await forgetWord(api, node);
  const { emulates: _, ...finalised } = record;
  // Last: until here it says that there is something to do.
  await ports.state.putNodes(input, [finalised]);
};

/** The member is in service again, whichever of both it serves by now: what is there of it then the loop sees. */
export const undoFinaliseMember: Stage = async (input, ports) => {
  const { member } = await ports.state.operation(input.tenantId, input.operationId);
  if (!member?.finalises) return;
  const { cluster, api } = await lookAtControlPlane(input, ports);
  await serveWith(cluster, made(cluster, "members"), ports);
  const node = (await api.nodes()).find((one) => instanceOf(one) === member.nodeId);
  if (node) await forgetWord(api, node.name);
};
