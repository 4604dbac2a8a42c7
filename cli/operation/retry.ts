import { randomUUID } from "node:crypto";
import type { Command } from "commander";
import { type CommonOptions, openSession, parseDuration, verb, type World, waiting } from "#cli/command.ts";
import { expectSuccess, operationTime, receiptLines } from "#cli/operation-text.ts";
import { watchOperation } from "#cli/watch-operation.ts";

export const operationRetry = (world: World): Command =>
  waiting(verb("retry", "ask again for what an operation did not bring about"))
    .argument("<operation>", "id")
    .action(async (operationId: string, options: CommonOptions & { wait?: boolean; timeout: string }) => {
      const timeout = parseDuration(options.timeout);
      const { client, print, err: terminal, signal } = openSession(world, options);
      const asked = await client("operationRetry", { params: { operationId }, idempotencyKey: randomUUID() });
      if (!options.wait) {
        print(
          asked,
          `Asked again: operation ${asked.id}\n\`kubewright operation watch ${asked.id}\` shows how it goes.`,
        );
        return;
      }
      const ended = await watchOperation(asked, { client, terminal, signal, timeout });
      if (ended.status === "succeeded")
        print(ended, [`Done in ${operationTime(ended)}.`, ...receiptLines(ended)].join("\n"));
      expectSuccess(ended);
    });
