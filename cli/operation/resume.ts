import type { Command } from "commander";
import { type CommonOptions, openSession, parseDuration, verb, type World, waiting } from "#cli/command.ts";
import { expectSuccess, operationTime } from "#cli/operation-text.ts";
import { watchOperation } from "#cli/watch-operation.ts";

export const operationResume = (world: World): Command =>
  waiting(verb("resume", "go on with what is paused, where it was"))
    .argument("<operation>", "id")
    .action(async (operationId: string, options: CommonOptions & { wait?: boolean; timeout: string }) => {
      const timeout = parseDuration(options.timeout);
      const { client, print, err: terminal, signal } = openSession(world, options);
      const asked = await client("operationResume", { params: { operationId } });
      if (!options.wait) {
        print(asked, `Operation ${asked.id} goes on.\n\`kubewright operation watch ${asked.id}\` shows how.`);
        return;
      }
      const ended = await watchOperation(asked, { client, terminal, signal, timeout });
      if (ended.status === "succeeded") print(ended, `Done in ${operationTime(ended)}.`);
      expectSuccess(ended);
    });
