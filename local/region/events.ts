import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import type { EventRecord } from "./records.ts";
import { type Trouble, untilDone } from "./settle/retry.ts";
import type { State } from "./state.ts";
import { regionName } from "./zones.ts";

/** How many delivered events stay readable at the control endpoint. */
const logLength = 1000;

/**
 * Brings noted events to EventBridge in their order, each at least once. While EventBridge does not answer they wait as
 * records, so neither an API call nor a restart of the region is held up or loses one.
 */
export class EventDelivery {
  readonly log: EventRecord[] = [];
  private readonly state: State;
  private readonly client: EventBridgeClient | undefined;
  private readonly trouble: Trouble;
  private delivering = false;
  private open = true;

  constructor(state: State, endpoint: string | undefined, trouble: Trouble) {
    this.state = state;
    this.trouble = trouble;
    const credentials = { accessKeyId: "test", secretAccessKey: "test" };
    this.client = endpoint
      ? new EventBridgeClient({ endpoint, region: regionName, credentials, maxAttempts: 1 })
      : undefined;
  }

  look(): void {
    if (this.delivering || !this.open) return;
    this.delivering = true;
    void this.deliverAll();
  }

  close(): void {
    this.open = false;
    this.client?.destroy();
  }

  private async deliverAll(): Promise<void> {
    for (let event = this.state.events.all()[0]; event && this.open; event = this.state.events.all()[0]) {
      const { id } = event;
      const next = event;
      await untilDone(
        `event ${id}`,
        () => this.open,
        this.trouble,
        () => this.deliver(next),
      );
      if (!this.open) return;
      this.log.push(next);
      if (this.log.length > logLength) this.log.shift();
      this.state.transaction(() => this.state.events.remove(id));
    }
    this.delivering = false;
  }

  private async deliver({ createdAt, detailType, resources, detail }: EventRecord): Promise<void> {
    if (!this.client) return;
    const entry = {
      Source: "aws.ec2",
      DetailType: detailType,
      Resources: resources,
      Detail: JSON.stringify(detail),
      Time: new Date(createdAt),
    };
    const { FailedEntryCount, Entries } = await this.client.send(new PutEventsCommand({ Entries: [entry] }));
    if (FailedEntryCount)
      throw new Error(`EventBridge refused the event: ${Entries?.[0]?.ErrorCode} ${Entries?.[0]?.ErrorMessage}`);
  }
}
