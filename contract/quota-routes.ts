import { listOf } from "./pages.ts";
import { Quota } from "./quotas.ts";

/** The call that tells what a tenant may have; part of the table in routes.ts. */
export const quotaRoutes = {
  quotaList: {
    operationId: "quotaList",
    method: "GET",
    path: "/quotas",
    summary: "What the tenant may have, and has",
    role: "viewer",
    status: 200,
    answer: listOf(Quota, "Quotas"),
    problems: [],
  },
} as const;
