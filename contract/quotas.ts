import * as z from "zod";

/** How much of something a tenant may have, and has. */
export const Quota = z
  .strictObject({
    name: z.enum(["clusters", "machines"]),
    limit: z.int(),
    used: z.int().meta({ description: "machines count as soon as they are asked for" }),
  })
  .meta({ id: "Quota", example: { name: "clusters", limit: 20, used: 3 } });
export type Quota = z.infer<typeof Quota>;
