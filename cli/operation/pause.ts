import type { Command } from "commander";
import type { Operation } from "#cli/api-types.ts";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";

const pausedText = ({ id, status, pause }: Operation): string => {
  const goesOn = `\`kubewright operation resume ${id}\` goes on, \`kubewright operation cancel ${id}\` goes back.`;
  return status === "paused"
    ? `Operation ${id} has been paused since ${pause?.since}.\n${goesOn}`
    : `Operation ${id} stops before its next step. Until it is over it keeps its cluster: nothing heals, scales or backs that up.\n${goesOn}`;
};

export const operationPause = (world: World): Command =>
  verb("pause", "let an upgrade, a rollback or a roll stop before its next step, to be gone on with later")
    .argument("<operation>", "id")
    .action(async (operationId: string, options: CommonOptions) => {
      const { client, print } = openSession(world, options);
      const asked = await client("operationPause", { params: { operationId } });
      print(asked, pausedText(asked));
    });
