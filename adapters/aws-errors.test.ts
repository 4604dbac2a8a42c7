import { expect, test } from "@jest/globals";
import { InvalidInput, NoCapacity, NotYet, QuotaExceeded, TemporaryFailure } from "#core/errors.ts";
import { hasCode, toCoreError, unless } from "./aws-errors.ts";

/** As the SDK makes them. */
const awsError = (name: string, message = "", status = 400) =>
  Object.assign(new Error(message), { name, $metadata: { httpStatusCode: status } });

test.each([
  ["RequestLimitExceeded", TemporaryFailure],
  ["ThrottlingException", TemporaryFailure],
  ["TooManyRequestsException", TemporaryFailure],
  ["TransactionConflictException", TemporaryFailure],
  ["TransactionInProgressException", TemporaryFailure],
  ["InvalidVpcID.NotFound", TemporaryFailure],
  ["InvalidSubnetID.NotFound", TemporaryFailure],
  ["InsufficientInstanceCapacity", NoCapacity],
  ["VcpuLimitExceeded", QuotaExceeded],
  ["VpcLimitExceeded", QuotaExceeded],
  ["TooManyLoadBalancers", QuotaExceeded],
  ["DependencyViolation", NotYet],
  ["InvalidVpc.Range", InvalidInput],
])("%s", (code, expected) => {
  const cause = awsError(code);
  const error = toCoreError(cause);
  expect(error).toBeInstanceOf(expected);
  expect((error as Error).cause).toBe(cause);
  expect(hasCode(error, new RegExp(`^${code}$`))).toBe(true);
});

test("an instance profile that EC2 does not know yet is temporary, another wrong parameter is not", () => {
  const message =
    "Value (kubewright-x) for parameter iamInstanceProfile.name is invalid. Invalid IAM Instance Profile name";
  expect(toCoreError(awsError("InvalidParameterValue", message))).toBeInstanceOf(TemporaryFailure);
  const other = awsError("InvalidParameterValue", "Invalid value 'x' for InstanceType.");
  expect(toCoreError(other)).toBe(other);
});

test("no answer and a broken answer are temporary", () => {
  expect(toCoreError(Object.assign(new Error("refused"), { code: "ECONNREFUSED" }))).toBeInstanceOf(TemporaryFailure);
  expect(toCoreError(awsError("Whatever", "", 503))).toBeInstanceOf(TemporaryFailure);
});

test("bugs stay what they are", () => {
  const bug = new TypeError("x is not a function");
  expect(toCoreError(bug)).toBe(bug);
  const denied = awsError("UnauthorizedOperation", "", 403);
  expect(toCoreError(denied)).toBe(denied);
});

test("unless swallows the codes it names, translated or not, and no other", async () => {
  const gone = /\.NotFound$/;
  await unless(gone, Promise.reject(toCoreError(awsError("InvalidVpcID.NotFound"))));
  await unless(gone, Promise.reject(awsError("InvalidRoute.NotFound")));
  await expect(unless(gone, Promise.reject(awsError("DependencyViolation")))).rejects.toThrow();
});
