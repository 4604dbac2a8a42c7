import { describe } from "@jest/globals";
import { catalogStoreContract, cloudCatalogContract } from "#adapters/catalog.contract.ts";
import { fakeCatalogStore, fakeCloudCatalog } from "./catalog.ts";
import { newWorld } from "./world.ts";

describe("what the fake region offers", () => cloudCatalogContract(() => fakeCloudCatalog(newWorld())));
const store = fakeCatalogStore();
describe("the fake store", () => catalogStoreContract(() => store));
