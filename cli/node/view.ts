import type { Command } from "commander";
import type { NodeDetails } from "#cli/api-types.ts";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { facts } from "#cli/table.ts";
import { findNode } from "./find-node.ts";

const cores = (millicores: number): string => `${Number((millicores / 1000).toFixed(2))} cores`;
const share = (used: number, of: number | undefined): string => (of ? ` (${Math.round((used / of) * 100)} %)` : "");

const nodeText = (node: NodeDetails): string => {
  const { capacity, allocatable, usage, unknown } = node;
  return facts([
    ["Id", node.id],
    ["Name", node.name],
    ["State", node.state],
    ["Reason", node.reason],
    ["Role", node.nodeGroup ? `${node.role} of ${node.nodeGroup}` : node.role],
    ["Version", node.version],
    ["Machine type", node.machineType],
    ["Zone", node.zone],
    ["Rack", node.faultDomain],
    ["Address", node.address],
    ["Idle since", node.idleSince],
    ["Certificates", node.certificatesExpireAt && `until ${node.certificatesExpireAt}`],
    ["Has", capacity && `${cores(capacity.cpuMillicores)}, ${capacity.memoryMiB} MiB, ${capacity.pods} pods`],
    ["For pods", allocatable && `${cores(allocatable.cpuMillicores)}, ${allocatable.memoryMiB} MiB`],
    [
      "Used",
      usage
        ? `${cores(usage.cpuMillicores)}${share(usage.cpuMillicores, capacity?.cpuMillicores)}, ${usage.memoryMiB} MiB${share(usage.memoryMiB, capacity?.memoryMiB)}`
        : unknown && `not known: ${unknown}`,
    ],
  ]);
};

export const nodeView = (world: World): Command =>
  verb("view", "show a node, what it has, and what is used of it")
    .argument("<cluster>", "name or id")
    .argument("<node>", "name or id")
    .action(async (cluster: string, nameOrId: string, options: CommonOptions) => {
      const { client, print } = openSession(world, options);
      const { id: clusterId } = await findCluster(client, cluster);
      const nodeId = await findNode(client, clusterId, nameOrId);
      const node = await client("nodeView", { params: { clusterId, nodeId } });
      print(node, nodeText(node));
    });
