import * as z from "zod";
import { roles } from "#contract/roles.ts";

/** What somebody says of themselves. */
export const identity = {
  tenant: z.string().regex(/^[a-z0-9][a-z0-9-]{0,62}$/, "lower-case letters, digits and dashes"),
  subject: z.string().min(1).max(200),
  role: z.enum(roles),
};
export const TokenRequest = z.strictObject(identity);
export type TokenRequest = z.infer<typeof TokenRequest>;
