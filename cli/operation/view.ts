import type { Command } from "commander";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { operationText } from "#cli/operation-text.ts";

export const operationView = (world: World): Command =>
  verb("view", "show an operation with its stages")
    .argument("<operation>", "id")
    .action(async (operationId: string, options: CommonOptions) => {
      const { client, print, out } = openSession(world, options);
      const operation = await client("operationView", { params: { operationId } });
      print(operation, operationText(operation, out));
    });
