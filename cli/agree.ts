import type { World } from "./command.ts";
import { wrongInput } from "./errors.ts";

/**
 * Shows a person what would be done and what it costs, and asks whether to go on. With `yes`, and where nobody can be asked, it goes on
 * unasked: scripts are to run as they are. @throws CommandError when the answer is not yes
 */
export const agree = async (
  { ask }: Pick<World, "ask">,
  { yes }: { yes?: boolean },
  plan: () => Promise<string>,
): Promise<void> => {
  if (yes || !ask) return;
  const answer = await ask(`${await plan()}\n\nGo on? (y/N) `);
  if (!/^y(es)?$/i.test(answer.trim())) throw wrongInput("that is not yes; nothing was done");
};

/** How a command that asks so says it. */
export const yesOption = ["-y, --yes", "do not show the plan with its price and ask"] as const;
