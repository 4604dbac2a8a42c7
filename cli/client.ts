import { setTimeout as sleep } from "node:timers/promises";
import type * as z from "zod";
import type { Plan } from "#contract/plans.ts";
import { Problem } from "#contract/problems.ts";
import { type Route, routes } from "#contract/routes.ts";
import type { UpgradePlan } from "#contract/upgrades.ts";
import { CommandError, ProblemAnswer } from "./errors.ts";
import { exitCodes } from "./exit-codes.ts";
import type { TokenSource } from "./token.ts";

type Routes = typeof routes;
export type RouteName = keyof Routes;
type Part<R, Name extends "params" | "query" | "body"> =
  R extends Record<Name, infer Shape extends z.ZodType>
    ? Name extends "query"
      ? { query?: z.input<Shape> }
      : Record<Name, z.input<Shape>>
    : unknown;
type Order<R> = Part<R, "params"> &
  Part<R, "query"> &
  Part<R, "body"> &
  (R extends { idempotent: true } ? { idempotencyKey: string } : unknown) &
  (R extends { ifMatch: true } ? { ifMatch?: string } : unknown);
export type Answer<Name extends RouteName> = z.output<Routes[Name]["answer"]>;

/** All calls of the contract. Throws ProblemAnswer when the service says no, CommandError when it cannot be reached. */
export interface Client {
  (name: "clusterCreate", order: Order<Routes["clusterCreate"]> & { query: { validateOnly: "true" } }): Promise<Plan>;
  (
    name: "clusterUpgrade",
    order: Omit<Order<Routes["clusterUpgrade"]>, "idempotencyKey"> & { query: { validateOnly: "true" } },
  ): Promise<UpgradePlan>;
  <Name extends RouteName>(name: Name, order: Order<Routes[Name]>): Promise<Answer<Name>>;
}

interface AnyOrder {
  params?: Record<string, string>;
  query?: Record<string, unknown>;
  body?: unknown;
  idempotencyKey?: string;
  ifMatch?: string;
}

const urlOf = (apiUrl: string, route: Route, { params = {}, query = {} }: AnyOrder): URL => {
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ""));
  const url = new URL(`${apiUrl}${path}`);
  for (const [key, value] of Object.entries(query)) if (value !== undefined) url.searchParams.set(key, String(value));
  return url;
};

const requestOf = (route: Route, token: string, { body, idempotencyKey, ifMatch }: AnyOrder): RequestInit => ({
  method: route.method,
  headers: {
    authorization: `Bearer ${token}`,
    accept: "application/json",
    ...(body === undefined ? {} : { "content-type": "application/json" }),
    ...(idempotencyKey === undefined ? {} : { "idempotency-key": idempotencyKey }),
    ...(ifMatch === undefined ? {} : { "if-match": ifMatch }),
  },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
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

const problemOf = (status: number, text: string): Problem => {
  const parsed = Problem.safeParse(parse(text));
  return parsed.success ? parsed.data : bareProblem(status, text);
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

/**
 * A client of the HTTP API, made from the route table. Calls that change nothing, or carry an Idempotency-Key, are repeated when
 * their answer is lost or says "later".
 * @param apiUrl with `/v1`, without a slash at the end
 */
export const createClient = (apiUrl: string, token: TokenSource, pausesMs: readonly number[] = pauses): Client => {
  const call = async (name: RouteName, order: AnyOrder): Promise<unknown> => {
    const route: Route = routes[name];
    const url = urlOf(apiUrl, route, order);
    const repeatable = route.method === "GET" || order.idempotencyKey !== undefined;
    const bearer = await token();
    for (let attempt = 0; ; attempt++) {
      const pause = repeatable ? pausesMs[attempt] : undefined;
      const answer = await fetch(url, requestOf(route, bearer, order))
        .then(async (response) => ({ ok: response.ok, status: response.status, text: await response.text() }))
        .catch((error: unknown) => unreachable(url, error));
      if (!(answer instanceof CommandError)) {
        if (answer.ok) return understood(route, answer.text, order);
        const problem = problemOf(answer.status, answer.text);
        const final = problem.code === "QuotaExceeded" || !worthRepeating(answer.status);
        if (final || pause === undefined) throw new ProblemAnswer(problem);
      } else if (pause === undefined) throw answer;
      await sleep(pause);
    }
  };
  return call as Client;
};

const unreachable = ({ origin }: URL, error: unknown): CommandError => {
  const { message, cause } = error as Error;
  const why = cause instanceof Error ? cause.message || (cause as NodeJS.ErrnoException).code : message;
  return new CommandError(
    `the service at ${origin} does not answer: ${why}`,
    exitCodes.temporary,
    "`kubewright doctor` looks for the cause; `npm start` brings a service on this computer up",
    { cause: error },
  );
};
