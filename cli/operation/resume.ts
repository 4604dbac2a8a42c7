import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World, waiting } from "#cli/command.ts";
import { followOperation, type WaitOptions } from "#cli/follow-operation.ts";

export const operationResume = (world: World): Command =>
  waiting(verb("resume", "go on with what is paused, where it was"))
    .argument("<operation>", "id")
    .action(async (operationId: string, options: CommonOptions & WaitOptions) => {
      const session = openSession(world, options);
      const ask = () => session.client("operationResume", { params: { operationId } });
      await followOperation(session, ask, options, { goesOn: "Going on", done: "Done" });
    });
