import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { CreateCluster } from "#contract/clusters.ts";
import type { Plan } from "#contract/plans.ts";
import { newCluster } from "#core/clusters/new-cluster.ts";
import { ada } from "#core/fakes/calls.ts";
import { fakeCloud } from "#core/fakes/cloud.ts";
import { planCreate } from "#core/plan/plan-create.ts";
import type { Kubernetes } from "#core/ports/cloud.ts";
import { checkRequest } from "#core/stages/check-request.ts";
import { createLoadBalancer } from "#core/stages/create-load-balancer.ts";
import { createNetwork } from "#core/stages/create-network.ts";
import { launchControlPlane } from "#core/stages/launch-control-plane.ts";
import { launchNodeGroups } from "#core/stages/launch-node-groups.ts";
import { openEgress } from "#core/stages/open-egress.ts";
import { reserveAddresses } from "#core/stages/reserve-addresses.ts";
import { routePods } from "#core/stages/route-pods.ts";
import type { Ports, Stage } from "#core/stages/stage.ts";
import { startTestRegion, type TestRegion } from "#local/region/testing/start.ts";
import { ec2Machines } from "./ec2-machines.ts";
import { ec2Network } from "./ec2-network.ts";
import { elbLoadBalancers } from "./elb-load-balancers.ts";
import { untilDone } from "./until-done.ts";

/** The stages that work in EC2 and ELBv2, in their order. */
const stages: [string, Stage<never, unknown>][] = [
  ["CheckRequest", checkRequest],
  ["CreateNetwork", createNetwork],
  ["CreateLoadBalancer", createLoadBalancer],
  ["ReserveAddresses", reserveAddresses],
  ["OpenEgress", openEgress],
  ["LaunchControlPlane", launchControlPlane],
  ["LaunchNodeGroups", launchNodeGroups],
  ["RoutePods", routePods],
];

/** Calls that have gone through and that make or change something, by name; the same one to the same thing is one. */
const made = new Map<string, Set<string>>();
const listen = (
  client: { middlewareStack: { add(middleware: never, options: never): void } },
  service: string,
): void => {
  const record = (next: (call: never) => Promise<unknown>, { commandName }: { commandName: string }) => {
    const name = `${service}:${commandName.replace(/Command$/, "")}`;
    return async (call: { input: object }) => {
      const answer = await next(call as never);
      if (!/:Describe/.test(name)) made.set(name, (made.get(name) ?? new Set()).add(JSON.stringify(call.input)));
      return answer;
    };
  };
  client.middlewareStack.add(record as never, { step: "initialize", name: "record" } as never);
};

let region: TestRegion;
beforeAll(async () => {
  region = await startTestRegion();
  listen(region.ec2, "ec2");
  listen(region.elb, "elasticloadbalancing");
});
afterAll(() => region.close());

const portsOn = ({ ec2, elb }: TestRegion): Ports => {
  const { ports } = fakeCloud();
  const machines = ec2Machines(ec2);
  return {
    ...ports,
    machines,
    network: ec2Network({ ec2, once: ec2 }),
    loadBalancers: elbLoadBalancers(elb, ec2),
    kubernetes: {
      // Every machine is a node with a pod range of its own.
      connect: async () =>
        ({
          nodes: async () =>
            (await machines.list(clusterId)).map(({ instanceId, zone, address }, i) => ({
              ...{ name: instanceId, providerId: `aws:///${zone}/${instanceId}`, ready: true, address },
              ...{ podCidr: `10.244.${i}.0/24`, kubeletVersion: "v1.37.2" },
            })),
        }) as unknown as Kubernetes,
    },
  };
};

let clusterId = "";

test.each([
  ["three and three", { name: "one" }],
  ["five and none", { name: "two", controlPlane: { machines: 5 }, nodeGroups: [] }],
  [
    "four groups",
    {
      name: "three",
      nodeGroups: [
        { name: "a", size: 1 },
        { name: "b", size: 4 },
        { name: "c", size: 2, placement: "partition", spot: true, dataDisks: [{ sizeGiB: 5, mountPath: "/data" }] },
        { name: "d", size: 1, placement: "cluster", zones: ["us-east-1a"] },
      ],
    },
  ],
])(
  "%s: the calls made are the calls planned",
  async (_, body) => {
    const now = "2026-01-01T00:00:00.000Z";
    const given = newCluster(ada, CreateCluster.parse(body), now);
    const { plan }: { plan: Plan } = await planCreate({ ...given, now });
    ({ clusterId } = given.cluster);
    const ports = portsOn(region);
    const request = { tenantId: ada.tenantId, key: "k", fingerprint: "", operationId: "", expiresAt: 0 };
    await ports.state.createCluster({ ...given, request, clusterLimit: 9, machineLimit: 99 });
    await ports.secrets.ensureKeys(clusterId, ports.authority.newKeys);
    const input = { tenantId: ada.tenantId, clusterId, operationId: given.operation.operationId };
    for (const [name, stage] of stages) {
      made.clear();
      await untilDone(async () => {
        await stage(input as never, ports);
      });
      const wanted = plan.stages
        .find((one) => one.name === name)
        ?.calls.filter(({ call }) => /^(ec2|elasticloadbalancing):/.test(call))
        .map(({ call, times }) => `${call} ${times}`);
      const calls = [...made].map(([call, inputs]) => `${call} ${inputs.size}`);
      expect({ name, calls: calls.sort() }).toEqual({ name, calls: wanted?.sort() });
    }
  },
  60_000,
);
