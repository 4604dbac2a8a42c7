import { type Context, nowIso } from "../context.ts";
import { newId } from "../ids.ts";
import type { InstanceRecord, InstanceState } from "../records.ts";
import { accountId, regionName } from "../zones.ts";
import { removeInterface } from "./interfaces.ts";

const codes: Record<InstanceState, number> = {
  pending: 0,
  running: 16,
  "shutting-down": 32,
  terminated: 48,
  stopping: 64,
  stopped: 80,
};

export const stateOf = (name: InstanceState): { Code: number; Name: InstanceState } => ({
  Code: codes[name],
  Name: name,
});

/** Notes an event for EventBridge in the same transaction as the change it tells of. */
export const noteStateChange = (context: Context, { id, state }: Pick<InstanceRecord, "id" | "state">): void => {
  context.state.events.put({
    id: newId("event"),
    createdAt: nowIso(context),
    detailType: "EC2 Instance State-change Notification",
    resources: [`arn:aws:ec2:${regionName}:${accountId}:instance/${id}`],
    detail: { "instance-id": id, state },
  });
};

/** That a spot machine is taken back. Source: Amazon EC2 User Guide, "Spot Instance interruption notices". */
export const noteInterruption = (context: Context, { id, zone }: Pick<InstanceRecord, "id" | "zone">): void => {
  context.state.events.put({
    id: newId("event"),
    createdAt: nowIso(context),
    detailType: "EC2 Spot Instance Interruption Warning",
    resources: [`arn:aws:ec2:${zone}:instance/${id}`],
    detail: { "instance-id": id, "instance-action": "terminate" },
  });
};

export const reasons = {
  user: { code: "Client.UserInitiatedShutdown", message: "Client.UserInitiatedShutdown: User initiated shutdown" },
  itself: {
    code: "Client.InstanceInitiatedShutdown",
    message: "Client.InstanceInitiatedShutdown: Instance initiated shutdown",
  },
  hardware: {
    code: "Server.InternalError",
    message: "Server.InternalError: Internal error: the machine lost its power",
  },
  spot: {
    code: "Server.SpotInstanceTermination",
    message: "Server.SpotInstanceTermination: Spot instance termination",
  },
  launch: { code: "Server.InternalError", message: "Server.InternalError: Internal error on launch" },
} as const;

/** Moves an instance on and tells of it. */
export const changeState = (
  context: Context,
  id: string,
  to: InstanceState,
  reason?: InstanceRecord["stateReason"],
): void => {
  const stamp = nowIso(context);
  const why = reason?.code === reasons.user.code ? `User initiated (${stamp.slice(0, 19).replace("T", " ")} GMT)` : "";
  context.state.instances.patch(id, { state: to, ...(reason ? { stateReason: reason, transitionReason: why } : {}) });
  noteStateChange(context, { id, state: to });
};

/** The machine is gone: what belonged to it goes along or is set free, by its DeleteOnTermination. */
export const finishTermination = (context: Context, id: string): void => {
  const { state } = context;
  for (const { id: interfaceId, attachment } of state.interfaces.where((row) => row.attachment?.instanceId === id)) {
    if (attachment?.deleteOnTermination) removeInterface(context, interfaceId);
    else state.interfaces.patch(interfaceId, { attachment: null });
  }
  for (const { id: volumeId, attachment } of state.volumes.where((row) => row.attachment?.instanceId === id)) {
    if (attachment?.deleteOnTermination) state.volumes.remove(volumeId);
    else state.volumes.patch(volumeId, { state: "available", attachment: null });
  }
  state.instances.patch(id, { terminatedAt: nowIso(context), impaired: false });
  changeState(context, id, "terminated");
};
