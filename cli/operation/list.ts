import type { Command } from "commander";
import type { Operation } from "#cli/api-types.ts";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { clusterIdOf } from "#cli/find-cluster.ts";
import { operationTime } from "#cli/operation-text.ts";
import { table } from "#cli/table.ts";
import { age } from "#cli/times.ts";
import { everyPage } from "#contract/every-page.ts";

const row = (operation: Operation): (string | undefined)[] => [
  operation.id,
  operation.kind,
  operation.clusterName,
  operation.status,
  operationTime(operation),
  age(operation.createdAt),
  operation.error?.message,
];

export const operationList = (world: World): Command =>
  verb("list", "list operations, newest first")
    .option("--cluster <cluster>", "of one cluster: name, or id (also of a deleted one)")
    .action(async ({ cluster, ...options }: CommonOptions & { cluster?: string }) => {
      const { client, print } = openSession(world, options);
      const clusterId = cluster === undefined ? undefined : await clusterIdOf(client, cluster);
      const of = clusterId === undefined ? {} : { clusterId };
      const operations = await everyPage((page) =>
        client("operationList", { query: { pageSize: 100, ...of, ...page } }),
      );
      const heads = ["ID", "KIND", "CLUSTER", "STATUS", "TIME", "AGE", "ERROR"];
      print(operations, operations.length > 0 ? table(heads, operations.map(row)) : "No operations yet.");
    });
