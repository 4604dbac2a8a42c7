import { setTimeout as sleep } from "node:timers/promises";
import createFetchClient from "openapi-fetch";
import type { paths } from "#contract/openapi-types.ts";
import { Problem } from "#contract/problems.ts";
import type { Route } from "#contract/route.ts";
import { routes } from "#contract/routes.ts";
import type { Client, RouteName } from "./api-types.ts";
import { CommandError, ProblemAnswer } from "./errors.ts";
import { exitCodes } from "./exit-codes.ts";
import type { TokenSource } from "./token.ts";

interface AnyOrder {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  idempotencyKey?: string;
  ifMatch?: string;
}

/** What goes to the generated client, which takes path, query, headers and body apart as openapi.json says. */
const initOf = (token: string, { params, query, body, idempotencyKey, ifMatch }: AnyOrder) => ({
  params: {
    ...(params ? { path: params } : {}),
    ...(query ? { query } : {}),
    header: {
      ...(idempotencyKey === undefined ? {} : { "Idempotency-Key": idempotencyKey }),
      ...(ifMatch === undefined ? {} : { "If-Match": ifMatch }),
    },
  },
  ...(body === undefined ? {} : { body }),
  headers: { authorization: `Bearer ${token}`, accept: "application/json" },
  parseAs: "text",
  signal: AbortSignal.timeout(35_000),
  redirect: "error",
});

/** Gateways answer some faults by themselves, without a problem document. */
const bareProblem = (status: number, text: string): Problem => {
  const code = { 401: "Unauthenticated", 403: "Forbidden", 404: "NotFound" } as const;
  return {
    type: "about:blank",
    title: `HTTP ${status}`,
    status,
    code: code[status as keyof typeof code] ?? (status < 500 && status !== 429 ? "InvalidInput" : "TemporaryFailure"),
    detail: `the service answers ${status}${text ? `: ${text.slice(0, 200)}` : ""}`,
  };
};

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** @param said the body, as JSON where it is some */
const problemOf = (status: number, said: unknown): Problem => {
  const parsed = Problem.safeParse(said);
  return parsed.success ? parsed.data : bareProblem(status, typeof said === "string" ? said : "");
};

/** A newer service may say more than this program knows; what it says less is a fault. */
const understood = (route: Route, text: string, { query }: AnyOrder): unknown => {
  const body = parse(text);
  const shape = query?.["validateOnly"] === "true" && route.plan ? route.plan : route.answer;
  const result = shape.safeParse(body);
  if (result.success) return result.data;
  const [wrong] = result.error.issues.filter(({ code }) => code !== "unrecognized_keys");
  if (!wrong) return body;
  throw new CommandError(
    `the answer to ${route.operationId} is not understood: ${wrong.path.map(String).join(".")}: ${wrong.message}`,
    exitCodes.temporary,
    "this program and the service may be of different versions",
  );
};

const pauses = [200, 600, 1500];
const worthRepeating = (status: number): boolean =>
  status === 429 || status === 502 || status === 503 || status === 504;

/** Any call, by the name of its operation; each call's own types are in api-types.ts. */
type Request = (
  method: string,
  path: string,
  init: ReturnType<typeof initOf>,
) => Promise<{ data?: unknown; error?: unknown; response: Response }>;

/**
 * A client of the HTTP API, made from openapi.json. Calls that change nothing, or carry an Idempotency-Key, are repeated when their
 * answer is lost or says "later".
 * @param apiUrl with `/v1`, without a slash at the end
 */
export const createClient = (apiUrl: string, token: TokenSource, pausesMs: readonly number[] = pauses): Client => {
  const request = createFetchClient<paths>({ baseUrl: apiUrl }).request as unknown as Request;
  const call = async (name: RouteName, order: AnyOrder): Promise<unknown> => {
    const route: Route = routes[name];
    const repeatable = route.method === "GET" || order.idempotencyKey !== undefined;
    const bearer = await token();
    for (let attempt = 0; ; attempt++) {
      const pause = repeatable ? pausesMs[attempt] : undefined;
      const answer = await request(route.method.toLowerCase(), route.path, initOf(bearer, order)).catch(
        (error: unknown) => unreachable(apiUrl, error),
      );
      if (!(answer instanceof CommandError)) {
        const { data, error, response } = answer;
        if (response.ok) return understood(route, String(data), order);
        const problem = problemOf(response.status, error);
        const final = problem.code === "QuotaExceeded" || !worthRepeating(response.status);
        if (final || pause === undefined) throw new ProblemAnswer(problem);
      } else if (pause === undefined) throw answer;
      await sleep(pause);
    }
  };
  return call as Client;
};

const unreachable = (apiUrl: string, error: unknown): CommandError => {
  const { origin } = new URL(apiUrl);
  const { message, cause } = error as Error;
  const why = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : message;
  return new CommandError(
    `the service at ${origin} does not answer: ${why}`,
    exitCodes.temporary,
    "`kubewright doctor` looks for the cause; `npm start` brings a service on this computer up",
    { cause: error },
  );
};
