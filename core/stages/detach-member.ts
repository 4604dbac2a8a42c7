import { DrainBlocked, NotYet } from "#core/errors.ts";
import { emptied, toldOf } from "./drain-nodes.ts";
import { made } from "./made.ts";
import { lookAtControlPlane, type MemberInput, memberOf, serveWith, without } from "./member-change.ts";
import { connectTo, instanceOf, nodeRecords } from "./node-change.ts";
import type { Stage } from "./stage.ts";

/** How long pods have to leave. */
const drainSeconds = 600;

/**
 * A member that works is asked for nothing any more before it leaves: the load balancer lets its connections run out, and its pods move to
 * other nodes. @throws NotYet until both are done, DrainBlocked when budgets keep a pod for too long
 */
export const detachMember: Stage<MemberInput> = async (input, ports) => {
  const { plan, tenantId, operationId } = input;
  const { target, lost } = plan;
  if (lost.some(({ nodeId }) => nodeId === target.nodeId)) return;
  const [operation, { cluster, api, records }] = await Promise.all([
    ports.state.operation(tenantId, operationId),
    lookAtControlPlane(input, ports),
  ]);
  const record = records.find(({ nodeId }) => nodeId === target.nodeId);
  // The record first: it tells the undo that there is something to undo.
  if (record && record.state !== "draining") await ports.state.putNodes(input, [{ ...record, state: "draining" }]);
  await serveWith(cluster, without(made(cluster, "members"), [target, ...lost]), ports);
  const node = (await api.nodes()).find((one) => instanceOf(one) === target.nodeId);
  if (node && !node.unschedulable) await api.cordon(node.name, operationId);

  const now = ports.clock.now();
  const began = operation.stages.find(({ name }) => name === "DetachMember")?.startedAt ?? now;
  const late = Date.parse(now) - Date.parse(began) >= drainSeconds * 1000;
  const { force } = memberOf(operation);
  const leaving = { nodeId: target.nodeId, ...(node ? { name: node.name } : {}) };
  const ready = new Set(node?.ready ? [node.name] : []);
  const left = await emptied(leaving, { api, ready, force, late });
  if (left.length > 0 && late && !force)
    throw new DrainBlocked(`not drained in ${drainSeconds} s, and left in service: ${toldOf(left)}`);
  if (left.length > 0) throw new NotYet(toldOf(left));
  const targets = await ports.loadBalancers.targets(made(cluster, "loadBalancer").targetGroupArn);
  if (targets.has(target.address))
    throw new NotYet("connections of the load balancer to the old member are running out");
};

/** The old member is back in service. */
export const undoDetachMember: Stage = async (input, ports) => {
  const { tenantId, clusterId, operationId } = input;
  const { member } = await ports.state.operation(tenantId, operationId);
  const record = (await nodeRecords(input, ports)).find(({ nodeId }) => nodeId === member?.nodeId);
  if (record?.state !== "draining") return;
  const cluster = await ports.state.cluster(tenantId, clusterId);
  await serveWith(cluster, made(cluster, "members"), ports);
  const api = await connectTo(cluster, ports);
  const node = (await api.nodes()).find((one) => instanceOf(one) === record.nodeId);
  if (node?.cordonedBy === operationId) await api.uncordon(node.name);
  await ports.state.putNodes(input, [{ ...record, state: node?.ready ? "ready" : "not-ready" }]);
};
