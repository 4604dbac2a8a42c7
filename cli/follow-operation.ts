import type { Operation } from "#cli/api-types.ts";
import { parseDuration, type Session } from "./command.ts";
import { expectSuccess, operationTime, receiptLines } from "./operation-text.ts";
import { watchOperation } from "./watch-operation.ts";

export interface WaitOptions {
  wait?: boolean;
  timeout: string;
}

/**
 * Says what has been asked for; with `wait`, follows it to its end.
 * @param told what goes on, such as `Draining node i-1`, and what is the case once it is done
 * @throws CommandError when it does not succeed
 */
export const followOperation = async (
  { client, err: terminal, signal, print }: Session,
  ask: () => Promise<Operation>,
  { wait, timeout: longest }: WaitOptions,
  told: { goesOn: string; done: string },
): Promise<void> => {
  const timeout = parseDuration(longest);
  const asked = await ask();
  if (!wait) {
    print(
      asked,
      `${told.goesOn}: operation ${asked.id}\n\`kubewright operation watch ${asked.id}\` shows how it goes.`,
    );
    return;
  }
  const ended = await watchOperation(asked, { client, terminal, signal, timeout });
  if (ended.status === "succeeded")
    print(ended, [`${told.done}, in ${operationTime(ended)}.`, ...receiptLines(ended)].join("\n"));
  expectSuccess(ended);
};
