import {
  AuthorizeSecurityGroupIngressCommand,
  CreateTagsCommand,
  DeleteRouteCommand,
  DeleteTagsCommand,
  DescribeSecurityGroupsCommand,
  RevokeSecurityGroupIngressCommand,
} from "@aws-sdk/client-ec2";
import { afterAll, beforeAll } from "@jest/globals";
import { typeid } from "typeid-js";
import { startTestRegion, type TestRegion } from "#local/region/testing/start.ts";
import { withCoreErrors } from "./aws-errors.ts";
import { ec2Network } from "./ec2-network.ts";
import { elbLoadBalancers } from "./elb-load-balancers.ts";
import { type Hand, inventoryContract } from "./inventory.contract.ts";
import { tagInventory } from "./tag-inventory.ts";

let region: TestRegion;
beforeAll(async () => {
  region = await startTestRegion();
});
afterAll(() => region.close());

/** Somebody with rights of their own. */
const hand: Hand = {
  async dropRule(GroupId) {
    const { SecurityGroups } = await region.ec2.send(new DescribeSecurityGroupsCommand({ GroupIds: [GroupId] }));
    const IpPermissions = SecurityGroups?.[0]?.IpPermissions?.slice(0, 1);
    await region.ec2.send(new RevokeSecurityGroupIngressCommand({ GroupId, IpPermissions }));
  },
  async addRule(GroupId) {
    const rule = { IpProtocol: "tcp", FromPort: 22, ToPort: 22, IpRanges: [{ CidrIp: "203.0.113.0/24" }] };
    await region.ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId, IpPermissions: [rule] }));
  },
  async dropTag(id, tag) {
    await region.ec2.send(new DeleteTagsCommand({ Resources: [id], Tags: [{ Key: `kubewright:${tag}` }] }));
  },
  async giveTag(id, Value) {
    await region.ec2.send(new CreateTagsCommand({ Resources: [id], Tags: [{ Key: "kubewright:cluster", Value }] }));
  },
  async closeEgress(RouteTableId) {
    await region.ec2.send(new DeleteRouteCommand({ RouteTableId, DestinationCidrBlock: "0.0.0.0/0" }));
  },
};

inventoryContract(
  () => {
    const ec2 = withCoreErrors(region.ec2);
    const elb = withCoreErrors(region.elb);
    return {
      inventory: tagInventory(ec2, elb),
      network: ec2Network({ ec2, once: ec2 }),
      loadBalancers: elbLoadBalancers(elb, ec2),
    };
  },
  hand,
  () => typeid("cls").toString(),
);
