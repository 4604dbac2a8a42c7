import type { Command } from "commander";
import type { Operation } from "#cli/api-types.ts";
import { type CommonOptions, openSession, parseDuration, verb, type World, waiting } from "#cli/command.ts";
import { CommandError } from "#cli/errors.ts";
import { exitCodes } from "#cli/exit-codes.ts";
import { watchOperation } from "#cli/watch-operation.ts";
import { isOver } from "#contract/states.ts";

const cancelledText = ({ id }: Operation): string => `Operation ${id} is cancelled; nothing of it is left.`;

export const operationCancel = (world: World): Command =>
  waiting(verb("cancel", "cancel an operation: what it has made is taken away again"))
    .argument("<operation>", "id")
    .action(async (operationId: string, options: CommonOptions & { wait?: boolean; timeout: string }) => {
      const timeout = parseDuration(options.timeout);
      const { client, print, err: terminal, signal } = openSession(world, options);
      const asked = await client("operationCancel", { params: { operationId } });
      if (isOver(asked.status) || !options.wait) {
        const goesBack = `Operation ${asked.id} goes back.\n\`kubewright operation watch ${asked.id}\` shows how it goes.`;
        print(asked, isOver(asked.status) ? cancelledText(asked) : goesBack);
        return;
      }
      const ended = await watchOperation(asked, { client, terminal, signal, timeout });
      if (ended.status === "cancelled") {
        print(ended, cancelledText(ended));
        return;
      }
      const why = ended.error?.message ?? "it says no more";
      throw new CommandError(`operation ${ended.id} ended ${ended.status}: ${why}`, exitCodes.failed);
    });
