import { afterAll, beforeAll, describe } from "@jest/globals";
import { startTestRegion, type TestRegion } from "#local/region/testing/start.ts";
import { cloudCatalogContract } from "./catalog.contract.ts";
import { ec2Catalog } from "./ec2-catalog.ts";

let region: TestRegion;
beforeAll(async () => {
  region = await startTestRegion();
});
afterAll(() => region.close());

describe("what EC2 offers", () => cloudCatalogContract(() => ec2Catalog(region.ec2)));
