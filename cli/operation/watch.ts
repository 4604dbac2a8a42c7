import type { Command } from "commander";
import { type CommonOptions, openSession, parseDuration, verb, type World } from "#cli/command.ts";
import { expectSuccess, operationTime, receiptLines } from "#cli/operation-text.ts";
import { watchOperation } from "#cli/watch-operation.ts";

export const operationWatch = (world: World): Command =>
  verb("watch", "show an operation's stages as they happen, until it is over")
    .argument("<operation>", "id")
    .option("--timeout <time>", "longest wait, such as 90s, 30m or 2h", "2h")
    .action(async (operationId: string, options: CommonOptions & { timeout: string }) => {
      const timeout = parseDuration(options.timeout);
      const { client, print, err: terminal, signal } = openSession(world, options);
      const now = await client("operationView", { params: { operationId } });
      const ended = await watchOperation(now, { client, terminal, signal, timeout });
      if (ended.status === "succeeded")
        print(ended, [`Done in ${operationTime(ended)}.`, ...receiptLines(ended)].join("\n"));
      expectSuccess(ended);
    });
