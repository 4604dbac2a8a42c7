import { type Agent, request } from "node:https";
import { Conflict, TemporaryFailure } from "#core/errors.ts";

const answerWithin = 10_000;

export interface Answer {
  status: number;
  body: string;
}

export type Call = (
  method: "GET" | "PATCH" | "POST" | "PUT" | "DELETE",
  path: string,
  more?: { body?: unknown; contentType?: string; within?: number },
) => Promise<Answer>;

/** The server is not who it should be: waiting does not help. */
const untrusted = /^(ERR_TLS_|ERR_SSL_|CERT_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_)/;

/** @throws TemporaryFailure when no answer comes */
export const caller = (host: string, port: number, agent: Agent): Call => {
  return (method, path, { body, contentType = "application/json", within = answerWithin } = {}) =>
    new Promise((resolve, reject) => {
      const fail = (cause: Error) => {
        const message = `The Kubernetes API at ${host}:${port} does not answer: ${cause.message}`;
        const why = String((cause as { code?: unknown }).code);
        reject(untrusted.test(why) ? new Error(message, { cause }) : new TemporaryFailure(message, { cause }));
      };
      const text = body === undefined ? undefined : JSON.stringify(body);
      const headers = {
        // A log is text.
        accept: "application/json, */*",
        ...(text === undefined ? {} : { "content-type": contentType, "content-length": Buffer.byteLength(text) }),
      };
      const signal = AbortSignal.timeout(within);
      const asking = request({ host, port, method, path, agent, headers, signal }, (answer) => {
        const parts: Buffer[] = [];
        answer.on("data", (part: Buffer) => parts.push(part));
        answer.on("error", fail);
        answer.on("end", () => resolve({ status: answer.statusCode ?? 0, body: Buffer.concat(parts).toString() }));
      });
      asking.on("error", fail);
      asking.end(text);
    });
};

/** Refusals that end by themselves while a cluster comes up: a namespace, kind or service account that is not there yet. */
const passing = (method: string, { status, body }: Answer): boolean =>
  status === 429 ||
  status >= 500 ||
  (method === "PATCH" && status === 404) ||
  (status === 403 && /serviceaccount .* not found|not yet ready/i.test(body));

export const refusal = (method: string, path: string, answer: Answer): Error => {
  const message = `Kubernetes API: ${method} ${path}: ${answer.status} ${messageOf(answer.body)}`;
  if (passing(method, answer)) return new TemporaryFailure(message);
  if (answer.status === 409) return new Conflict(message);
  return new Error(message);
};

const messageOf = (body: string): string => {
  try {
    return String((JSON.parse(body) as { message?: unknown }).message ?? body).slice(0, 500);
  } catch {
    return body.slice(0, 500);
  }
};
