import { NotYet } from "#core/errors.ts";
import { made } from "./made.ts";
import { doorOf, lookAtControlPlane } from "./member-change.ts";
import { instanceOf, nodeRecords } from "./node-change.ts";
import { forgetOtherAuthorities } from "./published-authorities.ts";
import type { Stage } from "./stage.ts";

/** Every machine is a Ready node, and etcd has the members and nobody else. Only looks, but for authorities that the snapshot brings back: nothing to undo. */
export const verifyWoken: Stage = async (input, ports) => {
  const controlPlane = await lookAtControlPlane(input, ports);
  const { cluster, api } = controlPlane;
  const launched = await ports.machines.list(input.clusterId);
  const ready = new Set((await api.nodes()).filter((node) => node.ready).map(instanceOf));
  const missing = launched.filter(({ instanceId }) => !ready.has(instanceId));
  if (missing.length > 0) throw new NotYet(`${launched.length - missing.length} of ${launched.length} nodes are Ready`);
  const members = made(cluster, "members");
  const door = await doorOf(controlPlane, { ...input, operationId: "" }, []);
  const there = await ports.etcd.list({ ...door, operationId: input.operationId });
  const expected = new Set(members.map(({ address }) => address));
  const well = there.filter(({ address, votes, started }) => expected.has(address) && votes && started);
  if (well.length < members.length || there.length > members.length)
    throw new NotYet(`etcd has ${there.length} members, ${well.length} of them those that were awaited`);
  const ids = new Set(launched.map(({ instanceId }) => instanceId));
  const records = (await nodeRecords(input, ports)).filter(({ nodeId }) => ids.has(nodeId));
  await forgetOtherAuthorities(api, (await ports.secrets.keys(input.clusterId)).files);
  await ports.state.putNodes(
    input,
    records.map((record) => ({ ...record, state: "ready" as const })),
  );
};
