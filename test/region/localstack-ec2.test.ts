import { describe, jest } from "@jest/globals";
import { ec2NetworkContract } from "#local/region/testing/ec2.contract.ts";
import { clientsOf } from "#local/region/testing/start.ts";
import { service } from "#test/service.ts";

jest.setTimeout(30_000);

/** What LocalStack 4.8.1 (moto 5.1.11) does not keep; each fails there when it is taken off this list. */
const lacks = [
  "a VPC with an internet gateway is not deleted",
  "a subnet with an interface in it is not deleted",
  "an address is given to one interface only",
];

// The same promises as local/region/region.test.ts, on an EC2 that others wrote.
describe("networks on LocalStack's own EC2", () => {
  ec2NetworkContract(() => clientsOf(service.localstackUrl).ec2, lacks);
});
