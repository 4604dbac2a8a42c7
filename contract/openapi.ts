import * as z from "zod";
import { createDocument, type ZodOpenApiOperationObject, type ZodOpenApiResponsesObject } from "zod-openapi";
import { Problem, type ProblemCode, problemCodes } from "./problems.ts";
import type { Route } from "./route.ts";
import { routes } from "./routes.ts";

/** What every call can be answered with, beside its own problems. */
const everyCall: readonly ProblemCode[] = [
  "InvalidInput",
  "Unauthenticated",
  "Forbidden",
  "TemporaryFailure",
  "Internal",
];

const IdempotencyKey = z
  .string()
  .regex(/^[\x21-\x7e]{1,255}$/)
  .optional()
  .meta({
    description: "makes a repeat of the request harmless: the same key gives the same operation",
    example: "0198c3f2-6b3e-7d41-9a50-2f1f8f6a1c11",
  });
const IfMatch = z
  .string()
  .optional()
  .meta({ description: "ETag of the revision that was seen; another one is 412", example: '"7"' });
const ETag = z.string().meta({ description: "revision of the resource", example: '"7"' });
const Location = z.string().meta({ description: "where the operation can be viewed" });

type Fault = NonNullable<z.infer<typeof Problem>["errors"]>[number];

/** What is at fault, in examples of problems that name it. */
const faulty: Partial<Record<ProblemCode, Fault>> = {
  InvalidInput: { field: "controlPlane.machines", value: 4, allowed: "3 or 5" },
  QuotaExceeded: { field: "quota.machines", value: 6, allowed: "at most 500 machines in all clusters of the tenant" },
};

const exampleOf = (code: ProblemCode): z.infer<typeof Problem> => {
  const { status, title } = problemCodes[code];
  const fault = faulty[code];
  return {
    type: `urn:kubewright:problem:${code}`,
    title,
    status,
    code,
    detail: title,
    instance: "urn:kubewright:request:4f5c1c5e-5d0a-4a57-9d2e-1c5b8b1f4f52",
    ...(fault ? { detail: `${fault.field}: ${fault.allowed}`, errors: [fault] } : {}),
    ...(code === "WrongState" ? { operationId: "op_01kb2m3n4p5q6r7s8t9v0w1x2y" } : {}),
  };
};

/** Problems by status, with an example of each code. */
const problemsOf = (codes: readonly ProblemCode[]): ZodOpenApiResponsesObject => {
  const answers: ZodOpenApiResponsesObject = {};
  for (const status of [...new Set(codes.map((code) => problemCodes[code].status))].sort()) {
    const here = codes.filter((code) => problemCodes[code].status === status);
    answers[`${status}`] = {
      description: here.map((code) => `${code}: ${problemCodes[code].title}`).join("; "),
      content: {
        "application/problem+json": {
          schema: Problem,
          examples: Object.fromEntries(here.map((code) => [code, { value: exampleOf(code) }])),
        },
      },
    };
  }
  return answers;
};

const hasRevision = ({ answer }: Route): boolean => answer instanceof z.ZodObject && "rev" in answer.shape;

/** `/catalog/zones` belongs to the catalog. */
const tagOf = ({ path }: Route): string => path.split("/")[1] ?? "";

const operationOf = (route: Route): ZodOpenApiOperationObject => {
  const { operationId, summary, role, params, query, body, status, answer, problems, idempotent, ifMatch } = route;
  const header = {
    ...(idempotent ? { "Idempotency-Key": IdempotencyKey } : {}),
    ...(ifMatch ? { "If-Match": IfMatch } : {}),
  };
  const answerHeaders = {
    ...(status === 202 ? { Location } : {}),
    ...(hasRevision(route) ? { ETag } : {}),
  };
  return {
    operationId,
    summary,
    description: `Takes the role ${role} or more.`,
    tags: [tagOf(route)],
    requestParams: {
      ...(params ? { path: params } : {}),
      ...(query ? { query } : {}),
      ...(Object.keys(header).length > 0 ? { header: z.object(header) } : {}),
    },
    ...(body
      ? {
          requestBody: {
            required: true,
            content: { "application/json": { schema: body, example: body.meta()?.["example"] } },
          },
        }
      : {}),
    responses: {
      [`${status}` as "200"]: {
        description: status === 202 ? "The operation that has begun" : "Done",
        ...(Object.keys(answerHeaders).length > 0 ? { headers: z.object(answerHeaders) } : {}),
        content: { "application/json": { schema: answer, example: answer.meta()?.["example"] } },
      },
      ...(route.plan
        ? {
            "200": {
              description: "With validateOnly: what would be done",
              content: { "application/json": { schema: route.plan, example: route.plan.meta()?.["example"] } },
            },
          }
        : {}),
      ...problemsOf([...everyCall, ...problems]),
    },
  };
};

/** The API as OpenAPI 3.1, made from the route table; `npm run openapi` writes it to openapi.json. */
export const openApiDocument = (): object => {
  const paths: Record<string, Record<string, ZodOpenApiOperationObject>> = {};
  for (const route of Object.values(routes) as Route[])
    paths[route.path] = { ...paths[route.path], [route.method.toLowerCase()]: operationOf(route) };
  return createDocument({
    openapi: "3.1.0",
    info: {
      title: "Kubewright",
      version: "v1",
      description:
        "Highly available Kubernetes clusters by one call. Whatever takes time is an operation to be viewed.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [
      {
        url: "{api}/v1",
        description: "the service's own address: an output of its deployment",
        variables: { api: { default: "https://kubewright.example.com" } },
      },
    ],
    security: [{ bearer: [] }],
    tags: [...new Set(Object.values<Route>(routes).map(tagOf))].map((name) => ({ name })),
    paths,
    components: {
      securitySchemes: {
        bearer: {
          type: "http",
          scheme: "bearer",
          bearerFormat: "JWT",
          description:
            "a JWT of the issuer that the service trusts, with the claims tenant and role; or, from a machine in AWS, `aws-sts-v1.` and the query of a presigned sts:GetCallerIdentity, signed with the header x-kubewright-audience",
        },
      },
    },
  });
};
