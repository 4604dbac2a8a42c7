import type { Command } from "commander";
import { type CommonOptions, printer, verb, type World } from "./command.ts";
import { CommandError } from "./errors.ts";
import { exitCodes } from "./exit-codes.ts";
import { type Finding, lookAround } from "./health-checks.ts";
import type { Style, Terminal } from "./terminal.ts";

const marks: Record<Finding["state"], [string, Style]> = {
  ok: ["✓", "green"],
  failed: ["✗", "red"],
  warning: ["!", "yellow"],
};

const findingLines = ({ check, state, said, todo }: Finding, { styled }: Terminal): string[] => {
  const [mark, style] = marks[state];
  return [
    `${styled(style, mark)} ${check.padEnd(11)} ${said}`,
    ...(todo === undefined ? [] : [`${" ".repeat(14)}${styled("dim", `what to do: ${todo}`)}`]),
  ];
};

export const doctor = (world: World): Command =>
  verb("doctor", "look whether everything that commands need is well, and say what to do where it is not").action(
    async ({ output, ...asked }: CommonOptions) => {
      const findings = await lookAround(world.env, asked);
      const text = () => findings.flatMap((finding) => findingLines(finding, world.out)).join("\n");
      printer(world, output)(findings, text());
      const failed = findings.filter(({ state }) => state === "failed").map(({ check }) => check);
      if (failed.length > 0) throw new CommandError(`not well: ${failed.join(", ")}`, exitCodes.failed);
    },
  );
