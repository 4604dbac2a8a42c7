import { randomUUID } from "node:crypto";
import type http from "node:http";
import { AwsError } from "../errors.ts";
import { getProducts } from "../pricing/get-products.ts";

const contentType = "application/x-amz-json-1.1";

/** Calls in the JSON 1.1 protocol, by target. */
const actions: Record<string, (body: unknown) => unknown> = {
  "AWSPriceListService.GetProducts": getProducts,
};

/** Whether the request is of that protocol. */
export const isJsonCall = ({ headers }: http.IncomingMessage): boolean => headers["x-amz-target"] !== undefined;

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    throw new AwsError("SerializationException", "The body is not JSON");
  }
};

/** Answers as AWS's JSON services do. @param read the body @param failed told of a failure that is a bug here */
export const answerJson = async (
  request: http.IncomingMessage,
  response: http.ServerResponse,
  { read, failed }: { read: () => Promise<string>; failed: (action: string, error: unknown) => void },
): Promise<void> => {
  const target = String(request.headers["x-amz-target"]);
  let status = 200;
  let body: unknown;
  try {
    const action = actions[target];
    if (!action) throw new AwsError("UnknownOperationException", `The pocket region does not have ${target}`);
    body = action(parse(await read()));
  } catch (error) {
    if (!(error instanceof AwsError)) failed(target, error);
    const known =
      error instanceof AwsError ? error : new AwsError("InternalErrorException", "An internal error has occurred", 500);
    status = known.status;
    body = { __type: known.code, message: known.message };
  }
  response.writeHead(status, { "content-type": contentType, "x-amzn-requestid": randomUUID() });
  response.end(JSON.stringify(body));
};
