import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import type { APIGatewayProxyEvent, APIGatewayProxyResult, Context } from "aws-lambda";
import type * as z from "zod";
import type { Route } from "#contract/route.ts";
import type { Call } from "#core/clusters/command.ts";
import { isExpected } from "#core/errors.ts";
import { callerOf, idempotencyKeyOf, ifMatchOf, parsed, queryOf, readJson } from "./api-request.ts";
import { problemOf } from "./problem.ts";

type Parsed<Shape> = Shape extends z.ZodType ? z.output<Shape> : undefined;
type Part<R extends Route, Name extends "body" | "params" | "query"> =
  R extends Record<Name, infer Shape> ? Parsed<Shape> : undefined;
export type CallOf<R extends Route> = Call<Part<R, "body">, Part<R, "params">, Part<R, "query">>;

type AnswerOf<R extends Route> =
  | z.input<R["answer"]>
  | (R extends { plan: infer P extends z.ZodType } ? z.input<P> : never);

const logger = new Logger();

const answer = (statusCode: number, contentType: string, body: unknown, headers = {}): APIGatewayProxyResult => ({
  statusCode,
  headers: { "content-type": contentType, "cache-control": "no-store", ...headers },
  body: JSON.stringify(body),
});

const isTrial = (query: unknown): boolean => (query as { validateOnly?: unknown }).validateOnly === "true";

/** Where to look next, and which revision was seen. */
const headersOf = (status: Route["status"], body: { id?: unknown; rev?: unknown }): Record<string, string> => ({
  ...(status === 202 ? { location: `/v1/operations/${String(body.id)}` } : {}),
  ...(typeof body.rev === "number" ? { etag: `"${body.rev}"` } : {}),
});

/**
 * Makes a route of the contract a Lambda function behind API Gateway: the caller from the authorizer, the role, every part of the
 * request held against the contract; expected errors and bugs as problem+json.
 * @param connect called once a cold start
 */
export const apiHandler = <R extends Route, Ports>(
  route: R,
  work: (call: CallOf<R>, ports: Ports) => Promise<AnswerOf<R>>,
  connect: () => Ports,
) => {
  let ports: Ports | undefined;
  return middy<APIGatewayProxyEvent, APIGatewayProxyResult>()
    .before(() => logger.resetKeys())
    .onError((request) => {
      const { requestId } = (request.event as APIGatewayProxyEvent).requestContext;
      const problem = problemOf(request.error, requestId);
      if (isExpected(request.error)) logger.info("refused", { code: problem.code, text: problem.detail });
      else logger.error("a bug", request.error as Error);
      request.response = answer(problem.status, "application/problem+json", problem);
    })
    .handler(async (event: APIGatewayProxyEvent, { awsRequestId }: Context): Promise<APIGatewayProxyResult> => {
      const caller = callerOf(event, route.role);
      logger.appendKeys({ tenantId: caller.tenantId, route: route.operationId, requestId: awsRequestId });
      const call = {
        caller,
        params: route.params && parsed(route.params, event.pathParameters ?? {}, "path"),
        query: route.query && parsed(route.query, queryOf(event), "query"),
        body: route.body && parsed(route.body, readJson(event), "body"),
        idempotencyKey: route.idempotent && idempotencyKeyOf(event),
        ifMatch: route.ifMatch && ifMatchOf(event),
      };
      ports ??= connect();
      const body = await work(call as unknown as CallOf<R>, ports);
      const status = route.plan && isTrial(call.query) ? 200 : route.status;
      return answer(status, "application/json", body, headersOf(status, body as object));
    });
};
