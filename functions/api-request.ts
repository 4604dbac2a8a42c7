import type { APIGatewayProxyEvent } from "aws-lambda";
import type * as z from "zod";
import { type Role, roles } from "#contract/roles.ts";
import type { Caller } from "#core/clusters/command.ts";
import { type FieldFault, Forbidden, InvalidInput, Unauthenticated } from "#core/errors.ts";

/** Who asks, as the authorizer found; nothing of the request itself can say. @throws Unauthenticated, Forbidden */
export const callerOf = ({ requestContext: { authorizer } }: APIGatewayProxyEvent, least: Role): Caller => {
  const { tenantId, subject, role } = (authorizer ?? {}) as Record<string, unknown>;
  const known = roles.find((name) => name === role);
  if (typeof tenantId !== "string" || tenantId === "" || typeof subject !== "string" || !known)
    throw new Unauthenticated("the authorizer names no tenant, subject and role");
  if (roles.indexOf(known) < roles.indexOf(least))
    throw new Forbidden(`this takes the role ${least} or more, and yours is ${known}`);
  return { tenantId, subject, role: known };
};

/** @throws InvalidInput */
export const readJson = ({ body, isBase64Encoded }: APIGatewayProxyEvent): unknown => {
  const text = isBase64Encoded ? Buffer.from(body ?? "", "base64").toString() : (body ?? "");
  try {
    return JSON.parse(text) as unknown;
  } catch {
    const fault = { field: "body", value: text.slice(0, 200), allowed: "a JSON object" };
    throw new InvalidInput("the body is not JSON", [fault]);
  }
};

/** A parameter that is given more than once is all that was given: none of it is dropped in silence. */
export const queryOf = ({
  queryStringParameters,
  multiValueQueryStringParameters,
}: APIGatewayProxyEvent): Record<string, string | undefined> => ({
  ...queryStringParameters,
  ...Object.fromEntries(
    Object.entries(multiValueQueryStringParameters ?? {}).map(([name, values]) => [name, values?.join(",")]),
  ),
});

const at = (input: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (inner, key) =>
      typeof inner === "object" && inner !== null ? (inner as Record<PropertyKey, unknown>)[key] : undefined,
    input,
  );

/** `nodeGroups[0].size` */
const fieldName = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (name, key) => (typeof key === "number" ? `${name}[${key}]` : name === "" ? String(key) : `${name}.${String(key)}`),
    "",
  );

const faultsOf = (issue: z.core.$ZodIssue, input: unknown, place: string): FieldFault[] => {
  if (issue.code === "unrecognized_keys")
    return issue.keys.map((key) => ({
      field: fieldName([...issue.path, key]),
      value: at(input, [...issue.path, key]),
      allowed: "there is no such field",
    }));
  // What is wrong with a key is told one level deeper.
  if (issue.code === "invalid_key")
    return issue.issues.map(({ message }) => ({
      field: fieldName(issue.path),
      value: issue.path.at(-1),
      allowed: `as a key: ${message}`,
    }));
  return [{ field: fieldName(issue.path) || place, value: at(input, issue.path), allowed: issue.message }];
};

/** @throws InvalidInput that names every field at fault, what it was given and what is allowed */
export const parsed = <Shape extends z.ZodType>(shape: Shape, input: unknown, place: string): z.output<Shape> => {
  const result = shape.safeParse(input);
  if (result.success) return result.data;
  const faults = result.error.issues.flatMap((issue) => faultsOf(issue, input, place));
  const [first] = faults;
  throw new InvalidInput(`${first?.field ?? place}: ${first?.allowed ?? "makes no sense"}`, faults);
};

/** Header names are the caller's to spell. */
const header = ({ headers }: APIGatewayProxyEvent, name: string): string | undefined =>
  Object.entries(headers).find(([key]) => key.toLowerCase() === name)?.[1];

/** @throws InvalidInput */
export const idempotencyKeyOf = (event: APIGatewayProxyEvent): string | undefined => {
  const value = header(event, "idempotency-key");
  if (value === undefined || /^[\x21-\x7e]{1,255}$/.test(value)) return value;
  const fault = { field: "Idempotency-Key", value, allowed: "1 to 255 visible ASCII characters" };
  throw new InvalidInput("the Idempotency-Key makes no sense", [fault]);
};

/** @throws InvalidInput */
export const ifMatchOf = (event: APIGatewayProxyEvent): number | undefined => {
  const value = header(event, "if-match");
  if (value === undefined || value === "*") return undefined;
  const [, revision] = /^"?(\d{1,15})"?$/.exec(value) ?? [];
  if (revision !== undefined) return Number(revision);
  throw new InvalidInput("If-Match makes no sense", [
    { field: "If-Match", value, allowed: 'the ETag of an earlier answer, such as "7"' },
  ]);
};
