import * as z from "zod";

/** What is true at every moment of the plan, whatever single failure or loss befalls it: found by search over all of its ways. */
export const BlastRadius = z
  .strictObject({
    holds: z.boolean(),
    situations: z.int().meta({ description: "how many different ones the search has seen" }),
    promises: z.array(z.string()),
    broken: z.array(z.string()),
  })
  .meta({ id: "BlastRadius" });
export type BlastRadius = z.infer<typeof BlastRadius>;
