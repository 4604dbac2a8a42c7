import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import type { Machines } from "#core/ports/cloud.ts";
import type { Relay } from "#core/ports/health.ts";
import type { Inventory } from "#core/ports/inventory.ts";
import { withCoreErrors } from "./aws-errors.ts";
import { awsSettings } from "./aws-settings.ts";
import { ec2Machines } from "./ec2-machines.ts";
import { eventRelay } from "./event-relay.ts";
import { tagInventory } from "./tag-inventory.ts";

/** What comparing clusters with what there is of them takes; apart from the rest, for the size of the function that does it. */
export const connectDrift = (): { machines: Machines; inventory: Inventory; relay: Relay } => {
  const ec2 = withCoreErrors(new EC2Client(awsSettings));
  return {
    machines: ec2Machines(ec2),
    inventory: tagInventory(ec2, withCoreErrors(new ElasticLoadBalancingV2Client(awsSettings))),
    relay: eventRelay(withCoreErrors(new EventBridgeClient(awsSettings)), "Kubewright Clusters To Compare"),
  };
};
