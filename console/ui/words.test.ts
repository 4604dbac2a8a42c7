import { expect, test } from "@jest/globals";
import { kindOf, spoken } from "./words.ts";

test.each([
  ["LaunchControlPlane", "Launch control plane"],
  ["not-ready", "Not ready"],
  ["AwaitApi", "Await API"],
])("%s is spoken as %s", (name, words) => expect(spoken(name)).toBe(words));

test.each([
  ["networkInterfaces", "network interfaces"],
  ["natGateways", "NAT gateways"],
  ["vpcs", "VPCs"],
  ["backups", "backups"],
])("a receipt says %s as %s", (name, words) => expect(kindOf(name)).toBe(words));
