import { randomUUID } from "node:crypto";
import http from "node:http";
import { AwsError } from "../errors.ts";
import { writeAnswer, writeError } from "./answers.ts";
import { answerJson, isJsonCall } from "./json.ts";
import { readInput } from "./parameters.ts";
import { type Operation, operationOf, type Protocol, protocols } from "./shapes.ts";

/** What the wire needs from the region behind it. */
export interface Backend {
  /**
   * Carries an action out.
   * @param fault what the caller wants to go wrong with this call: `throttle`, `no-capacity`
   * @returns its output, and whether the connection is to be cut instead of answering (an ordered fault)
   * @throws AwsError
   */
  perform(
    service: Protocol["name"],
    action: string,
    input: Record<string, unknown>,
    fault?: string,
  ): Promise<{ output: unknown; lost: boolean }>;
  /** Whether the region has the action (the SDK's schemas know many more). */
  has(service: Protocol["name"], action: string): boolean;
  /** Answers what lies below `/_region/`. */
  control(request: {
    method: string;
    path: string;
    query: URLSearchParams;
    body: string;
  }): Promise<{ status: number; body: unknown }>;
  /** Told of every failure that is a bug here, not a refusal. */
  failed(action: string, error: unknown): void;
}

const bodyLimit = 4 * 1024 * 1024;

const readBody = async (request: http.IncomingMessage): Promise<string> => {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of request) {
    parts.push(part as Buffer);
    size += (part as Buffer).length;
    if (size > bodyLimit)
      throw new AwsError("RequestEntityTooLarge", `The request is larger than ${bodyLimit} bytes`, 413);
  }
  return Buffer.concat(parts).toString("utf8");
};

const findOperation = (protocol: Protocol, action: string, backend: Backend): Operation => {
  const operation = operationOf(protocol, action);
  if (operation && backend.has(protocol.name, action)) return operation;
  const why = operation ? "The pocket region does not have it." : "";
  throw new AwsError("InvalidAction", `The action ${action} is not valid for this web service. ${why}`.trim());
};

const asAwsError = (error: unknown, action: string, backend: Backend): AwsError => {
  if (error instanceof AwsError) return error;
  backend.failed(action, error);
  return new AwsError("InternalError", "An internal error has occurred", 500);
};

const answerQuery = async (
  request: http.IncomingMessage,
  response: http.ServerResponse,
  url: URL,
  backend: Backend,
) => {
  const requestId = randomUUID();
  const parameters = request.method === "GET" ? url.searchParams : new URLSearchParams(await readBody(request));
  const action = parameters.get("Action") ?? "";
  const protocol = protocols.find(({ version }) => version === parameters.get("Version"));
  let status = 200;
  let xml: string;
  try {
    if (!protocol)
      throw new AwsError("NoSuchVersion", `The requested version (${parameters.get("Version")}) is not known`);
    const operation = findOperation(protocol, action, backend);
    const input = readInput(operation, parameters, protocol);
    const fault = request.headers["x-kubewright-fault"];
    const { output, lost } = await backend.perform(protocol.name, action, input, fault?.toString());
    if (lost) return void request.socket.destroy();
    xml = writeAnswer(protocol, action, operation, output, requestId);
  } catch (error) {
    const refusal = asAwsError(error, action, backend);
    status = refusal.status;
    xml = writeError(protocol ?? (protocols[0] as Protocol), refusal, requestId);
  }
  response.writeHead(status, { "content-type": "text/xml;charset=UTF-8", "x-amzn-requestid": requestId });
  response.end(xml);
};

const answerControl = async (
  request: http.IncomingMessage,
  response: http.ServerResponse,
  url: URL,
  backend: Backend,
) => {
  const method = request.method ?? "GET";
  const { status, body } = await backend.control({
    method,
    path: url.pathname,
    query: url.searchParams,
    body: await readBody(request),
  });
  response.writeHead(status, { "content-type": "application/json" });
  response.end(`${JSON.stringify(body, null, 2)}\n`);
};

const answerCall = (request: http.IncomingMessage, response: http.ServerResponse, _url: URL, { failed }: Backend) =>
  answerJson(request, response, { read: () => readBody(request), failed });

/** EC2, ELBv2 and the Price List API on `/`, the control endpoint below `/_region/`. The caller decides where it listens. */
export const createServer = (backend: Backend): http.Server =>
  http.createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://region");
    const answer = url.pathname.startsWith("/_region") ? answerControl : isJsonCall(request) ? answerCall : answerQuery;
    answer(request, response, url, backend).catch((error: unknown) => {
      // Nothing can be answered any more, or the request itself broke off.
      if (!request.socket.destroyed && !(error instanceof AwsError)) backend.failed(request.url ?? "/", error);
      if (response.headersSent || request.socket.destroyed) return void request.socket.destroy();
      response.writeHead(error instanceof AwsError ? error.status : 500);
      response.end();
    });
  });
