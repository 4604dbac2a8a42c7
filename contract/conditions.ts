import * as z from "zod";
import { Timestamp } from "./names.ts";

/** One fact about a resource, as in Kubernetes: what is (not) the case, why, since when. */
export const Condition = z
  .strictObject({
    type: z.string(),
    is: z.enum(["true", "false", "unknown"]),
    reason: z.string().optional(),
    message: z.string().optional(),
    since: Timestamp,
  })
  .meta({ id: "Condition" });
export type Condition = z.infer<typeof Condition>;
