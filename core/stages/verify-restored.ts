import { NotYet } from "#core/errors.ts";
import { doorOf, lookAtControlPlane } from "./member-change.ts";
import { forgetOtherAuthorities } from "./published-authorities.ts";
import { membersOf } from "./restored-members.ts";
import type { Stage } from "./stage.ts";

/** The new members are Ready nodes, and etcd has them and nobody else. Only looks, but for authorities that the snapshot brings back: nothing to undo. */
export const verifyRestored: Stage = async (input, ports) => {
  const controlPlane = await lookAtControlPlane(input, ports);
  const { cluster, records, machines, well } = controlPlane;
  const { born } = membersOf(cluster, input);
  const unready = born.filter(({ address }) => !well.has(address));
  if (unready.length > 0) throw new NotYet(`${unready.map(({ name }) => name).join(", ")} not Ready yet`);
  const old = machines.filter(({ operationId }) => operationId !== input.operationId);
  const door = await doorOf(
    controlPlane,
    { ...input, operationId: "" },
    old.map(({ instanceId }) => instanceId),
  );
  const members = await ports.etcd.list({ ...door, operationId: input.operationId });
  const expected = new Set(born.map(({ address }) => address));
  const others = members.filter(({ address }) => !expected.has(address));
  if (others.length > 0 || members.filter(({ votes, started }) => votes && started).length < born.length)
    throw new NotYet(`etcd has ${members.length} members, ${others.length} of them others than the new ones`);
  await forgetOtherAuthorities(controlPlane.api, (await ports.secrets.keys(input.clusterId)).files);
  await ports.state.putNodes(
    input,
    records
      .filter(({ operationId }) => operationId === input.operationId)
      .map((record) => ({ ...record, state: "ready" as const })),
  );
};
