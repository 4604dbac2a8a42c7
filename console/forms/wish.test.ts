import { expect, test } from "@jest/globals";
import { CreateCluster } from "#contract/clusters.ts";
import { createBody, firstWish } from "./wish.ts";

test("a name is all that has to be typed, and the rest is what the service takes by itself", () => {
  expect(CreateCluster.parse(createBody(firstWish("web")))).toEqual(CreateCluster.parse({ name: "web" }));
});

test("what is no number is left for the service to refuse at its field", () => {
  const body = createBody({ ...firstWish("web"), groups: [{ name: "a", machineType: "t3.large", size: "many" }] });
  const [issue] = CreateCluster.safeParse(body).error?.issues ?? [];
  expect(issue?.path).toEqual(["nodeGroups", 0, "size"]);
});

test("ranges are taken apart at commas and spaces", () => {
  const { network } = createBody({ ...firstWish("web"), apiAccess: "203.0.113.0/24, 198.51.100.0/24 " });
  expect(network).toEqual({ apiAccessCidrs: ["203.0.113.0/24", "198.51.100.0/24"] });
});
