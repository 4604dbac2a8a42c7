import http from "node:http";
import { type SigningKey, signerOf } from "./signature.ts";

/** Above what any API takes from a machine, a snapshot of a large etcd included. */
const largestBody = 512 * 1024 * 1024;

/** Headers of one connection, not of the request. */
const ofConnection = new Set(["connection", "keep-alive", "transfer-encoding", "expect", "upgrade", "content-length"]);

/**
 * The AWS endpoint as machines see it: forwards what is signed with a machine's own credentials and turns away the rest. Services on
 * this computer ask for no signature themselves, so without this a pod, whose traffic leaves with its node's address, could read
 * every secret.
 * @param target where the AWS endpoint answers; without one everything is turned away
 */
export const awsGate = (
  target: string | undefined,
  keyOf: (accessKeyId: string) => SigningKey | undefined,
): http.Server => {
  const forward = async (request: http.IncomingMessage, response: http.ServerResponse): Promise<void> => {
    const body = await bodyOf(request);
    const { method = "", url = "", headers } = request;
    if (!body) return refuse(response, 413, "RequestEntityTooLargeException", "The body is too large.");
    if (!target || signerOf({ method, url, headers, body }, keyOf) === undefined)
      return refuse(
        response,
        400,
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
      );
    const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !ofConnection.has(name)));
    const onward = http.request(
      new URL(url, target),
      { method, headers: { ...kept, "content-length": body.length } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
        answer.on("error", () => response.destroy());
      },
    );
    response.on("close", () => onward.destroy());
    onward.on("error", () => {
      if (response.headersSent) response.destroy();
      else refuse(response, 503, "ServiceUnavailableException", "The AWS endpoint does not answer.");
    });
    onward.end(body);
  };
  return http.createServer((request, response) => {
    forward(request, response).catch(() => response.destroy());
  });
};

/** @returns undefined when it is too large */
const bodyOf = async (request: http.IncomingMessage): Promise<Buffer | undefined> => {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of request as AsyncIterable<Buffer>) {
    length += part.length;
    if (length <= largestBody) parts.push(part);
  }
  return length <= largestBody ? Buffer.concat(parts) : undefined;
};

const refuse = (response: http.ServerResponse, status: number, type: string, message: string): void => {
  response
    .writeHead(status, { "content-type": "application/x-amz-json-1.1", "x-amzn-errortype": type })
    .end(JSON.stringify({ __type: type, message }));
};
