import { type Command, Option } from "commander";
import { agree, yesOption } from "#cli/agree.ts";
import type { Operation, UpgradePlan } from "#cli/api-types.ts";
import { type CommonOptions, type Session, waiting } from "#cli/command.ts";
import { followOperation, type WaitOptions } from "#cli/follow-operation.ts";
import { forcible } from "#contract/upgrades.ts";
import { upgradePlanText } from "./upgrade-text.ts";

export type VersionOptions = CommonOptions &
  WaitOptions & { force?: (typeof forcible)[number][]; plan?: boolean; yes?: boolean };

/** What upgrades and rollbacks are told alike. */
export const versionOptions = (command: Command): Command =>
  waiting(command)
    .argument("<cluster>", "name or id")
    .addOption(
      new Option("--force <checks...>", "go on in spite of what these checks have found").choices([...forcible]),
    )
    .option("--plan", "only show what would be done, what it would cost, and what is in its way")
    .option(...yesOption);

/** Shows the plan, and begins what it shows unless only that was asked for. @throws CommandError */
export const changeVersion = async (
  session: Session,
  options: VersionOptions,
  { plan, ask, ...told }: { plan(): Promise<UpgradePlan>; ask(): Promise<Operation>; goesOn: string; done: string },
): Promise<void> => {
  if (options.plan) {
    const planned = await plan();
    session.print(planned, upgradePlanText(planned));
    return;
  }
  await agree(session, options, async () => upgradePlanText(await plan()));
  await followOperation(session, ask, options, told);
};
