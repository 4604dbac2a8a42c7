import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { TemporaryFailure } from "#core/errors.ts";
import type { Relay } from "#core/ports/health.ts";

/** By the account's default event bus, to whoever watches clusters; stacks/events-stack.ts has the rule. */
export const eventRelay = (bus: EventBridgeClient): Relay => ({
  async passOn(after) {
    const entry = {
      Source: "kubewright",
      DetailType: "Kubewright Clusters To Watch",
      Detail: JSON.stringify({ after }),
    };
    const { FailedEntryCount, Entries } = await bus.send(new PutEventsCommand({ Entries: [entry] }));
    if (FailedEntryCount)
      throw new TemporaryFailure(`the event bus refused: ${Entries?.[0]?.ErrorCode ?? "no reason"}`);
  },
});
