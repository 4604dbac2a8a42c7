import { expect, test } from "@jest/globals";
import { allows, type Call } from "./policy-evaluation.ts";

const call = (resource: string, context: Call["context"] = {}): Call => ({ action: "s3:GetObject", resource, context });
const allow = { Effect: "Allow", Action: "s3:Get*", Resource: "arn:aws:s3:::b/one/*" };

test("an action and a resource match by their wildcards, and as a whole", () => {
  const policy = { Statement: [allow] };
  expect(allows(policy, call("arn:aws:s3:::b/one/two/three"))).toBe(true);
  expect(allows(policy, call("arn:aws:s3:::b/one"))).toBe(false);
  expect(allows(policy, call("xarn:aws:s3:::b/one/two"))).toBe(false);
  expect(allows(policy, { ...call("arn:aws:s3:::b/one/two"), action: "s3:PutObject" })).toBe(false);
  expect(allows({ Statement: [{ ...allow, Resource: "arn:aws:s3:::b/?" }] }, call("arn:aws:s3:::b/ab"))).toBe(false);
});

test("what is denied is denied, whatever allows it", () => {
  const deny = { ...allow, Effect: "Deny", Resource: "*" };
  expect(allows({ Statement: [allow, deny] }, call("arn:aws:s3:::b/one/two"))).toBe(false);
});

test("a condition on what the call does not have does not hold, nor one on a variable that it does not have", () => {
  const tagged = {
    ...allow,
    Condition: { StringEquals: { "aws:ResourceTag/who": ["$", "{ec2:SourceInstanceARN}"].join("") } },
  };
  const policy = { Statement: [tagged] };
  const to = "arn:aws:s3:::b/one/two";
  expect(allows(policy, call(to))).toBe(false);
  expect(allows(policy, call(to, { "aws:resourcetag/who": "i-1" }))).toBe(false);
  expect(allows(policy, call(to, { "ec2:sourceinstancearn": "i-1" }))).toBe(false);
  expect(allows(policy, call(to, { "aws:resourcetag/who": "i-1", "ec2:sourceinstancearn": "i-2" }))).toBe(false);
  expect(allows(policy, call(to, { "aws:resourcetag/who": "i-1", "ec2:sourceinstancearn": "i-1" }))).toBe(true);
});

test("an operator that it does not know is an Error", () => {
  const odd = { ...allow, Condition: { Bool: { "aws:SecureTransport": "true" } } };
  expect(() => allows({ Statement: [odd] }, call("arn:aws:s3:::b/one/two"))).toThrow("Bool");
});
