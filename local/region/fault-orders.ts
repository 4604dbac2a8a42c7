import * as z from "zod";
import { instanceTypes } from "./instance-types.ts";
import { zones } from "./zones.ts";

const zone = z.enum([...zones.keys()] as [string, ...string[]]);
const instanceType = z.enum([...instanceTypes.keys()] as [string, ...string[]]);
const action = z.string().regex(/^[A-Z][A-Za-z0-9]+$/, "an action's name such as RunInstances");
const count = z.int().min(1).max(1_000_000);
const seconds = z.number().min(0).max(3600);

/** Every fault that can be ordered. Without a count it lasts until it is taken back. */
export const FaultOrder = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("zone-lost"), zone }),
  z.strictObject({ kind: z.literal("zone-restored"), zone }),
  z.strictObject({
    kind: z.literal("kill-machine"),
    instanceId: z.string().regex(/^i-[0-9a-f]{17}$/, "an instance id"),
  }),
  z.strictObject({
    kind: z.literal("spot-notice"),
    instanceId: z.string().regex(/^i-[0-9a-f]{17}$/, "an instance id"),
    /** From the notice to the end. AWS: two minutes. */
    seconds: z.number().min(0).max(3600).default(120),
  }),
  z.strictObject({
    kind: z.literal("no-capacity"),
    zone: zone.optional(),
    instanceType: instanceType.optional(),
    count: count.optional(),
  }),
  z.strictObject({ kind: z.literal("throttle"), action: action.optional(), count }),
  z.strictObject({ kind: z.literal("slow-boot"), seconds }),
  z.strictObject({ kind: z.literal("response-lost"), action, count }),
  z.strictObject({
    kind: z.literal("error"),
    action,
    code: z.string().regex(/^[A-Za-z][A-Za-z0-9.]*$/, "an AWS error code"),
    count,
  }),
  z.strictObject({ kind: z.literal("eventual-consistency"), seconds }),
]);

export type FaultOrder = z.infer<typeof FaultOrder>;

export const faultKinds = FaultOrder.options.map((option) => option.shape.kind.value);
