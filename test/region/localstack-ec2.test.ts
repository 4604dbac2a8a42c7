import { describe, jest, test } from "@jest/globals";
import { ec2NetworkContract } from "#local/region/testing/ec2.contract.ts";
import { clientsOf } from "#local/region/testing/start.ts";

jest.setTimeout(30_000);

const endpoint = process.env["AWS_ENDPOINT_URL"];

/** What LocalStack 4.8.1 (moto 5.1.11) does not keep; each fails there when it is taken off this list. */
const lacks = [
  "a VPC with an internet gateway is not deleted",
  "a subnet with an interface in it is not deleted",
  "an address is given to one interface only",
];

// The same promises as local/region/region.test.ts, on an EC2 that others wrote.
describe("networks on LocalStack's own EC2", () => {
  if (endpoint) ec2NetworkContract(() => clientsOf(endpoint).ec2, lacks);
  else test.skip("AWS_ENDPOINT_URL names no LocalStack", () => {});
});
