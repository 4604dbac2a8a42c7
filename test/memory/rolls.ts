import type { Operation } from "#contract/operations.ts";
import { callOf } from "#core/fakes/calls.ts";
import { viewNodeGroup } from "#core/node-groups/read-node-groups.ts";
import { withCluster } from "./node-calls.ts";
import { inMemory, type Service } from "./service.ts";

/** A running cluster whose group has got another template since its machines were made. */
export const outdated = async (size: number, service: Service = inMemory()) => {
  const { clusterId, nodes } = await withCluster(service, {
    nodeGroups: [{ name: "default", size, drainSeconds: 60 }],
  });
  const { nodeGroupId } = await nodes.group();
  const old = nodes.machines().map(({ id }) => id);
  await service.run(await nodes.updateGroup(nodeGroupId, { machineType: "m6i.large", diskGiB: 50 }));
  const view = () =>
    viewNodeGroup({ ...callOf({}), body: undefined, params: { clusterId, nodeGroupId } }, service.ports);
  return { service, clusterId, nodes, nodeGroupId, old, view };
};
export type Outdated = Awaited<ReturnType<typeof outdated>>;

/** Those of before that are there still, and those that have come. */
export const picture = ({ nodes, old }: Outdated) => {
  const ids = nodes.machines().map(({ id }) => id);
  return {
    old: ids.filter((id) => old.includes(id)).length,
    new: ids.filter((id) => !old.includes(id)).length,
    cordoned: nodes.machines().filter(({ node }) => node?.unschedulable).length,
  };
};

/** Runs a roll; `at` is called as a stage of a round begins, rounds counted from 1. */
export const roll = async (
  { service }: Outdated,
  operation: Operation,
  at: (stage: string, round: number) => void | Promise<void> = () => {},
  ports = service.ports,
) => {
  let round = 0;
  const asked: Promise<void>[] = [];
  const went = await service.run(operation, ports, (stage) => {
    if (stage === "PlanNodes") round += 1;
    asked.push(Promise.resolve(at(stage, round)));
  });
  await Promise.all(asked);
  return { went, rounds: round, record: await service.ports.state.operation("blue", operation.id) };
};
