import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import type { Cluster } from "#cli/api-types.ts";
import { type CommonOptions, openSession, parseDuration, verb, type World, waiting } from "#cli/command.ts";
import { wrongInput } from "#cli/errors.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { expectSuccess, operationTime, receiptLines } from "#cli/operation-text.ts";
import { watchOperation } from "#cli/watch-operation.ts";

interface DeleteOptions extends CommonOptions {
  wait?: boolean;
  yes?: boolean;
  timeout: string;
}

/** There is no way back, so that a person types the name, and a script says --yes. @throws CommandError */
const confirm = async ({ name, id, nodeGroups }: Cluster, ask: World["ask"]): Promise<void> => {
  if (!ask) throw wrongInput(`deleting cluster ${name} needs --yes where nobody can be asked`);
  const machines = nodeGroups.reduce((sum, { size }) => sum + size, 0);
  const typed = await ask(
    `This deletes cluster ${name} (${id}) with its control plane and ${machines} workers, and all that is on them.\nType its name to go on: `,
  );
  if (typed.trim() !== name) throw wrongInput("that is not its name; nothing was deleted");
};

export const clusterDelete = (world: World): Command =>
  waiting(verb("delete", "delete a cluster and everything it is made of"))
    .argument("<cluster>", "name or id")
    .option("-y, --yes", "do not ask")
    .action(async (nameOrId: string, options: DeleteOptions) => {
      const timeout = parseDuration(options.timeout);
      const { client, print, err: terminal, signal, ask } = openSession(world, options);
      const cluster = await findCluster(client, nameOrId);
      if (!options.yes) await confirm(cluster, ask);
      const params = { clusterId: cluster.id };
      const asked = await client("clusterDelete", { params, idempotencyKey: randomUUID() });
      if (!options.wait) {
        print(
          asked,
          `Deleting cluster ${cluster.name}: operation ${asked.id}\n\`kubewright operation watch ${asked.id}\` shows how it goes and ends with a receipt.`,
        );
        return;
      }
      const ended = await watchOperation(asked, { client, terminal, signal, timeout });
      if (ended.status === "succeeded")
        print(
          ended,
          [`Cluster ${cluster.name} is gone, in ${operationTime(ended)}.`, ...receiptLines(ended)].join("\n"),
        );
      expectSuccess(ended);
    });
