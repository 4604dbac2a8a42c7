import { type EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { TemporaryFailure } from "#core/errors.ts";
import type { Relay } from "#core/ports/health.ts";

/** What the rules of stacks/event-rules.ts wait for. */
type Page = "Kubewright Clusters To Watch" | "Kubewright Clusters To Compare";

/** By the account's default event bus, to whoever looks at clusters. */
export const eventRelay = (bus: EventBridgeClient, page: Page): Relay => ({
  async passOn(after) {
    const entry = {
      Source: "kubewright",
      DetailType: page,
      Detail: JSON.stringify({ after }),
    };
    const { FailedEntryCount, Entries } = await bus.send(new PutEventsCommand({ Entries: [entry] }));
    if (FailedEntryCount)
      throw new TemporaryFailure(`the event bus refused: ${Entries?.[0]?.ErrorCode ?? "no reason"}`);
  },
});
