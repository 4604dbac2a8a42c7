import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World, waiting } from "#cli/command.ts";
import { followOperation, type WaitOptions } from "#cli/follow-operation.ts";

export const operationRetry = (world: World): Command =>
  waiting(verb("retry", "ask again for what an operation did not bring about"))
    .argument("<operation>", "id")
    .action(async (operationId: string, options: CommonOptions & WaitOptions) => {
      const session = openSession(world, options);
      const ask = () => session.client("operationRetry", { params: { operationId }, idempotencyKey: randomUUID() });
      await followOperation(session, ask, options, { goesOn: "Asked again", done: "Done" });
    });
