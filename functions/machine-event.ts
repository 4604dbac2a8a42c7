import * as z from "zod";
import type { MachineEvent } from "#core/healing/machine-changed.ts";

/**
 * As EventBridge hands EC2's events on, as far as we look at them.
 * Source: Amazon EC2 User Guide, "State change events for your instances" and "EC2 Spot Instance interruption notices".
 */
const MachineNotice = z.looseObject({
  "detail-type": z.enum(["EC2 Instance State-change Notification", "EC2 Spot Instance Interruption Warning"]),
  time: z.iso.datetime({ offset: true }),
  detail: z.looseObject({ "instance-id": z.string().regex(/^i-[0-9a-f]+$/), state: z.string().optional() }),
});

/** @returns with the state that it is in now, but for a notice @throws ZodError for what is no such event: the rule would have to be wrong */
export const machineEventOf = (event: unknown): MachineEvent & { state?: string } => {
  const { "detail-type": type, time, detail } = MachineNotice.parse(event);
  return {
    instanceId: detail["instance-id"],
    at: new Date(time).toISOString(),
    ...(detail.state === undefined ? {} : { state: detail.state }),
    kind: type === "EC2 Spot Instance Interruption Warning" ? "spot-notice" : "state",
  };
};
