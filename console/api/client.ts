import createFetchClient from "openapi-fetch";
import type { paths } from "#contract/openapi-types.ts";
import { bearer } from "../session/renewal.ts";
import { endSession } from "../session/session.ts";
import { ProblemAnswer, problemOf, Unreachable } from "./problem.ts";
import type { Operation } from "./types.ts";

/** The public API as openapi.json describes it, below the console's own origin. */
export const api = createFetchClient<paths>({ baseUrl: "/v1" });

api.use({
  async onRequest({ request }) {
    request.headers.set("authorization", `Bearer ${await bearer()}`);
    return new Request(request, { signal: AbortSignal.timeout(35_000) });
  },
  onError: ({ error }) =>
    error instanceof TypeError || (error instanceof DOMException && error.name === "TimeoutError")
      ? new Unreachable("the service does not answer", { cause: error })
      : undefined,
});

interface Answer<Data> {
  data?: Data;
  error?: unknown;
  response: Response;
}

/**
 * What a call is answered with.
 * @throws ProblemAnswer when the service says no; Unreachable when it does not answer. A token that is not taken ends the session.
 */
export const answered = async <Data>(call: Promise<Answer<Data>>): Promise<Exclude<Data, undefined>> => {
  const { data, error, response } = await call;
  if (response.ok) return data as Exclude<Data, undefined>;
  if (response.status === 401) endSession();
  throw new ProblemAnswer(problemOf(response.status, error));
};

/** Makes a repeat of a call harmless; one for each time that somebody asks. */
export const newKey = (): { "Idempotency-Key": string } => ({ "Idempotency-Key": crypto.randomUUID() });

/** The operation that a call has begun, of those that could also have been asked for a plan. @throws as answered */
export const begun = async (call: Promise<Answer<object>>): Promise<Operation> => (await answered(call)) as Operation;
