import { afterAll, beforeAll, describe } from "@jest/globals";
import { ec2NetworkContract } from "./testing/ec2.contract.ts";
import { startTestRegion, type TestRegion } from "./testing/start.ts";

let place: TestRegion;
beforeAll(async () => {
  place = await startTestRegion();
});
afterAll(() => place.close());

describe("networks", () => ec2NetworkContract(() => place.ec2));
