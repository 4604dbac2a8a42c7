import type * as z from "zod";
import type { ProblemCode } from "./problems.ts";
import type { Role } from "./roles.ts";

/** What a call of the API is. */
export interface Route {
  operationId: string;
  method: "GET" | "POST" | "DELETE" | "PATCH";
  /** Below `/v1`. */
  path: string;
  summary: string;
  /** Least role that may call it. */
  role: Role;
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  status: 200 | 201 | 202;
  answer: z.ZodType;
  /** What `?validateOnly=true` is answered with, as 200: what would be done, and nothing is. */
  plan?: z.ZodType;
  /** Besides those that every call can have (InvalidInput, Unauthenticated, Forbidden, TemporaryFailure, Internal). */
  problems: readonly ProblemCode[];
  /** Takes `Idempotency-Key`. */
  idempotent?: true;
  /** Takes `If-Match`. */
  ifMatch?: true;
}
