import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { decodeAwsToken, encodeAwsToken } from "#contract/aws-token.ts";
import { identityFor, whyNoAwsToken } from "./aws-identity.ts";

const now = Date.UTC(2026, 0, 1, 12);
const bounds = { region: "us-east-1", now };
const good = {
  Action: "GetCallerIdentity",
  Version: "2011-06-15",
  "X-Amz-Algorithm": "AWS4-HMAC-SHA256",
  "X-Amz-Credential": "AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/sts/aws4_request",
  "X-Amz-Date": "20260101T115900Z",
  "X-Amz-Expires": "900",
  "X-Amz-SignedHeaders": "host;x-kubewright-audience",
  "X-Amz-Signature": "ab".repeat(32),
};
const why = (change: Record<string, string>) => whyNoAwsToken(new URLSearchParams({ ...good, ...change }), bounds);

test("the one call is taken, with and without a session", () => {
  expect(why({})).toBeUndefined();
  expect(why({ "X-Amz-Security-Token": "a/session+token==" })).toBeUndefined();
});

test.each<[string, Record<string, string>, string]>([
  ["another action", { Action: "AssumeRole" }, "another action"],
  ["another version", { Version: "2012-01-01" }, "another action"],
  ["a parameter more", { RoleArn: "arn" }, "other parameters"],
  ["no signature", { "X-Amz-Signature": "" }, "missing parameters"],
  ["another algorithm", { "X-Amz-Algorithm": "AWS4-ECDSA-P256-SHA256" }, "another algorithm"],
  ["an audience that is not signed", { "X-Amz-SignedHeaders": "host" }, "other signed headers"],
  [
    "another region",
    { "X-Amz-Credential": "AKIAIOSFODNN7EXAMPLE/20260101/eu-west-1/sts/aws4_request" },
    "another scope",
  ],
  [
    "another AWS service",
    { "X-Amz-Credential": "AKIAIOSFODNN7EXAMPLE/20260101/us-east-1/iam/aws4_request" },
    "another scope",
  ],
  ["a life of more than 15 minutes", { "X-Amz-Expires": "901" }, "too long a life"],
  ["a life of no length", { "X-Amz-Expires": "0" }, "too long a life"],
  ["a life that is no number", { "X-Amz-Expires": "1e9" }, "too long a life"],
  ["an end in the past", { "X-Amz-Date": "20260101T114500Z" }, "expired"],
  ["a beginning in the future", { "X-Amz-Date": "20260101T120600Z" }, "expired"],
  ["a time that is none", { "X-Amz-Date": "now" }, "expired"],
])("%s is refused", (_, change, expected) => expect(why(change)).toBe(expected));

test("a parameter twice is refused, whatever the second one says", () => {
  for (const name of Object.keys(good)) {
    const query = new URLSearchParams(good);
    query.append(name, "AssumeRole");
    expect(whyNoAwsToken(query, bounds)).toBe("other parameters");
  }
});

test("a token is the query and back", () => {
  fc.assert(
    fc.property(fc.dictionary(fc.string(), fc.string({ unit: "grapheme" })), (given) => {
      const query = new URLSearchParams(given);
      const token = encodeAwsToken(query);
      expect(token).toMatch(/^aws-sts-v1\.[\w-]*$/);
      expect(decodeAwsToken(token)?.toString()).toBe(query.toString());
    }),
  );
  expect(decodeAwsToken("a.b.c")).toBeUndefined();
});

describe("whose an ARN is", () => {
  const known = [
    { arn: "arn:aws:iam::111122223333:role/deploy/ci", tenant: "blue", role: "operator" },
    { arn: "arn:aws:iam::111122223333:user/ci", tenant: "red", role: "viewer" },
  ] as const;
  test.each([
    ["arn:aws:sts::111122223333:assumed-role/ci/run-17", "blue"],
    ["arn:aws:iam::111122223333:user/people/ci", "red"],
    ["arn:aws:sts::444455556666:assumed-role/ci/run-17", undefined],
    ["arn:aws-cn:sts::111122223333:assumed-role/ci/run-17", undefined],
    ["arn:aws:sts::111122223333:assumed-role/other/ci", undefined],
    ["arn:aws:sts::111122223333:federated-user/ci", undefined],
    ["arn:aws:iam::111122223333:root", undefined],
    ["arn:aws:sts::111122223333:assumed-role/CI/run-17", undefined],
  ])("%s: %s", (arn, tenant) => expect(identityFor(arn, known)?.tenant).toBe(tenant));
});
