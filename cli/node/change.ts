import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World, waiting } from "#cli/command.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { followOperation, type WaitOptions } from "#cli/follow-operation.ts";
import { planText } from "#cli/plan-text.ts";
import { findNode } from "./find-node.ts";

type Options = CommonOptions & WaitOptions & { force?: boolean; keep?: boolean; plan?: boolean };
type Change = "nodeDrain" | "nodeReplace" | "nodeRemove";

const change = (
  world: World,
  call: Change,
  [name, summary]: [string, string],
  told: { goesOn: string; done: string },
) =>
  waiting(verb(name, summary))
    .argument("<cluster>", "name or id")
    .argument("<node>", "name or id")
    .option("--force", "delete pods that a PodDisruptionBudget keeps on the node")
    .option("--plan", "only show what would be made and taken away, and what it would cost; nothing is done")
    .action(async (cluster: string, nameOrId: string, options: Options) => {
      const session = openSession(world, options);
      const { client } = session;
      const { id: clusterId } = await findCluster(client, cluster);
      const params = { clusterId, nodeId: await findNode(client, clusterId, nameOrId) };
      const body = { force: options.force === true, ...(options.keep ? { keep: true } : {}) };
      if (options.plan) {
        // What the three answer with is the same.
        const plan = await client(call as "nodeReplace", { params, body, query: { validateOnly: "true" } });
        session.print(plan, planText(plan));
        return;
      }
      const order = { params, body, idempotencyKey: randomUUID() };
      await followOperation(session, () => client(call, order), options, {
        goesOn: `${told.goesOn} ${nameOrId}`,
        done: `Node ${nameOrId} ${told.done}`,
      });
    });

export const nodeDrain = (world: World): Command =>
  change(world, "nodeDrain", ["drain", "move a node's pods to others; it stays, and takes no new ones"], {
    goesOn: "Draining node",
    done: "is empty and takes no pods",
  });

export const nodeReplace = (world: World): Command =>
  change(world, "nodeReplace", ["replace", "put a new machine in a node's place"], {
    goesOn: "Replacing node",
    done: "is replaced",
  }).option("--keep", "let the machine stay, out of service, until the node is removed");

export const nodeRemove = (world: World): Command =>
  change(world, "nodeRemove", ["remove", "drain and remove a node; its group is one smaller then"], {
    goesOn: "Removing node",
    done: "is gone",
  });
