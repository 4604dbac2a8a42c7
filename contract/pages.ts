import * as z from "zod";

/** Query of every list call. */
export const PageQuery = z.strictObject({
  pageSize: z.coerce.number().int().min(1).max(100).default(50),
  pageToken: z
    .string()
    .max(1024)
    .regex(/^[\w.-]*$/, "a token of a page before")
    .optional()
    .meta({ description: "opaque; from the previous page" }),
});
export type PageQuery = z.infer<typeof PageQuery>;

export const pageOf = <Item extends z.ZodType>(item: Item, id: string) =>
  z.strictObject({ items: z.array(item), nextPageToken: z.string().optional() }).meta({
    id,
    example: { items: [item.meta()?.["example"]], nextPageToken: "9f86d081884c7d659a2feaa0.eyJwayI6IlRFTkFOVCMifQ" },
  });

/** A list that is short enough to come whole. */
export const listOf = <Item extends z.ZodType>(item: Item, id: string) =>
  z.strictObject({ items: z.array(item) }).meta({ id, example: { items: [item.meta()?.["example"]] } });
