import * as z from "zod";
import { Credentials, RevokeCredentials } from "./credentials.ts";
import { ClusterId } from "./names.ts";
import { Operation } from "./operations.ts";

const clusterParams = z.strictObject({ clusterId: ClusterId });

/** Calls on credentials for clusters; part of the table in routes.ts. */
export const credentialRoutes = {
  clusterCredentials: {
    operationId: "clusterCredentials",
    method: "POST",
    path: "/clusters/{clusterId}/credentials",
    summary: "Credentials for the cluster's Kubernetes API that live for an hour",
    role: "viewer",
    params: clusterParams,
    status: 201,
    answer: Credentials,
    problems: ["NotFound", "WrongState"],
  },
  clusterCredentialsRevoke: {
    operationId: "clusterCredentialsRevoke",
    method: "POST",
    path: "/clusters/{clusterId}/credentials/revoke",
    summary: "Take the rights away from all credentials for the cluster that the roles have been given so far",
    role: "admin",
    params: clusterParams,
    body: RevokeCredentials,
    status: 202,
    answer: Operation,
    problems: ["NotFound", "WrongState", "Conflict", "IdempotencyKeyReused"],
    idempotent: true,
  },
} as const;
