import type { KeyRotationPlan, RotateKeys } from "#contract/key-rotations.ts";
import type { Operation } from "#contract/operations.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import { beginVersionChange } from "#core/upgrade/begin-version-change.ts";
import type { UpgradePlanPorts } from "#core/upgrade/plan-upgrade.ts";
import { mayRotate } from "./may-rotate.ts";
import { planRotation } from "./plan-rotation.ts";

type RotateCall = Call<RotateKeys, { clusterId: string }, { validateOnly?: "true" | "false" | undefined }>;

/** Begins a phase of a rotation: the loop of an upgrade, to other keys in place of another version. */
const rotateKeys = (call: RotateCall, ports: WritePorts): Promise<Operation> =>
  beginVersionChange(call, ports, {
    ...{ kind: "keys.rotate", route: "clusterKeysRotate" },
    decide(cluster, nodes, now) {
      const keys = mayRotate(cluster, nodes, call.body, now);
      return { from: cluster.spec.version, to: cluster.spec.version, keys };
    },
  });

/** With `validateOnly` the plan, else the operation that carries it out. @throws NotFound, WrongState naming why not, IdempotencyKeyReused */
export const rotateKeysOrPlan = (
  call: RotateCall,
  ports: WritePorts & UpgradePlanPorts,
): Promise<Operation | KeyRotationPlan> =>
  call.query.validateOnly === "true" ? planRotation(call, ports) : rotateKeys(call, ports);
