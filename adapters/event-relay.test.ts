import { EventBridgeClient, type PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { expect, test } from "@jest/globals";
import { TemporaryFailure } from "#core/errors.ts";
import { eventRelay } from "./event-relay.ts";

/** A client whose calls end before the network. */
const busThat = (answer: { FailedEntryCount: number; Entries: { ErrorCode?: string }[] }) => {
  const asked: unknown[] = [];
  const client = new EventBridgeClient({
    region: "us-east-1",
    credentials: { accessKeyId: "x", secretAccessKey: "x" },
  });
  client.middlewareStack.add(
    () => async (args) => {
      asked.push((args as unknown as { input: PutEventsCommand["input"] }).input);
      return { output: { ...answer, $metadata: {} }, response: {} };
    },
    { step: "initialize" },
  );
  return { relay: eventRelay(client, "Kubewright Clusters To Watch"), asked };
};

test("the next page goes out as the event that the rule waits for", async () => {
  const { relay, asked } = busThat({ FailedEntryCount: 0, Entries: [{}] });
  await relay.passOn("abc");
  expect(asked).toEqual([
    { Entries: [{ Source: "kubewright", DetailType: "Kubewright Clusters To Watch", Detail: '{"after":"abc"}' }] },
  ]);
});

test("what the bus refuses is a failure, though the call succeeds", async () => {
  const { relay } = busThat({ FailedEntryCount: 1, Entries: [{ ErrorCode: "ThrottlingException" }] });
  await expect(relay.passOn("abc")).rejects.toThrow("ThrottlingException");
  await expect(relay.passOn("abc")).rejects.toBeInstanceOf(TemporaryFailure);
});
