/**
 * What a careful person does with kubeadm by hand on the same machines from the same image, one step after the other, as kubeadm's own
 * documentation tells ("Creating Highly Available Clusters with kubeadm"): init the first member, join the second and the third, then the workers.
 */
import {
  AuthorizeSecurityGroupIngressCommand,
  CreateRouteCommand,
  CreateSecurityGroupCommand,
  CreateSubnetCommand,
  CreateVpcCommand,
  DeleteSecurityGroupCommand,
  DeleteSubnetCommand,
  DeleteVpcCommand,
  DescribeImagesCommand,
  DescribeInstancesCommand,
  DescribeNetworkInterfacesCommand,
  DescribeRouteTablesCommand,
  EC2Client,
  type Instance,
  ModifyInstanceAttributeCommand,
  ReplaceRouteCommand,
  RunInstancesCommand,
  TerminateInstancesCommand,
} from "@aws-sdk/client-ec2";
import {
  CreateListenerCommand,
  CreateLoadBalancerCommand,
  CreateTargetGroupCommand,
  DeleteListenerCommand,
  DeleteLoadBalancerCommand,
  DeleteTargetGroupCommand,
  ElasticLoadBalancingV2Client,
  RegisterTargetsCommand,
} from "@aws-sdk/client-elastic-load-balancing-v2";
import type { Service } from "#local/service.ts";
import { first, shellOn, until } from "./by-hand-shell.ts";

const podCidr = "10.244.0.0/16";
const endpoint = "api.by-hand.internal";

export interface ByHand {
  /** From the launch of the machines until all nodes are Ready and DNS is available. */
  seconds: number;
  /** Seconds after the launch at which each step was over. */
  steps: Record<string, number>;
  /** Machines, members first; names of their nodes beside them. */
  machines(): Promise<{ id: string; node: string }[]>;
  /** One more machine, of another version's image, that is no node. @returns its id */
  spare(version: string): Promise<string>;
  /** On the first member. */
  kubectl(words: string): Promise<string>;
  /** Puts a new worker in the place of the last one, whose machine has gone. @returns seconds from its launch until it is Ready */
  replaceWorker(): Promise<number>;
  remove(): Promise<void>;
}

const clusterConfiguration = (version: string, names: string[], cgroupV1: boolean): string =>
  [
    {
      apiVersion: "kubeadm.k8s.io/v1beta4",
      kind: "InitConfiguration",
      nodeRegistration: { ignorePreflightErrors: cgroupV1 ? ["SystemVerification"] : [] },
    },
    {
      apiVersion: "kubeadm.k8s.io/v1beta4",
      kind: "ClusterConfiguration",
      kubernetesVersion: version,
      controlPlaneEndpoint: `${endpoint}:6443`,
      networking: { podSubnet: podCidr },
      apiServer: { certSANs: [endpoint, ...names] },
    },
    {
      apiVersion: "kubelet.config.k8s.io/v1beta1",
      kind: "KubeletConfiguration",
      ...(cgroupV1 ? { failCgroupV1: false } : {}),
    },
    {
      apiVersion: "kubeproxy.config.k8s.io/v1alpha1",
      kind: "KubeProxyConfiguration",
      mode: "nftables",
      conntrack: { maxPerCore: 0, min: 0, tcpEstablishedTimeout: "0s", tcpCloseWaitTimeout: "0s" },
    },
  ]
    .map((document) => `---\n${JSON.stringify(document)}\n`)
    .join("");

/** @param cgroupV1 whether this computer has cgroups of version 1, of which kubeadm and the kubelet want to be told */
export const buildByHand = async (service: Service, version: string, cgroupV1: boolean): Promise<ByHand> => {
  const settings = {
    endpoint: service.regionUrl,
    region: "us-east-1",
    credentials: { accessKeyId: "test", secretAccessKey: "test" },
  };
  const ec2 = new EC2Client(settings);
  const elb = new ElasticLoadBalancingV2Client(settings);
  const shell = shellOn(service);

  // Network and load balancer are there before the clock runs.
  const { Vpc } = await ec2.send(new CreateVpcCommand({ CidrBlock: "10.9.0.0/16" }));
  const vpcId = first(Vpc?.VpcId);
  const subnetIds: string[] = [];
  for (const [i, zone] of ["us-east-1a", "us-east-1b", "us-east-1c"].entries()) {
    const order = { VpcId: vpcId, CidrBlock: `10.9.${i}.0/24`, AvailabilityZone: zone };
    subnetIds.push(first((await ec2.send(new CreateSubnetCommand(order))).Subnet?.SubnetId));
  }
  const { GroupId } = await ec2.send(
    new CreateSecurityGroupCommand({ VpcId: vpcId, GroupName: "by-hand", Description: "by hand" }),
  );
  const groupId = first(GroupId);
  const IpPermissions = [{ IpProtocol: "-1", IpRanges: [{ CidrIp: "0.0.0.0/0" }] }];
  await ec2.send(new AuthorizeSecurityGroupIngressCommand({ GroupId: groupId, IpPermissions }));
  const { LoadBalancers } = await elb.send(
    new CreateLoadBalancerCommand({
      Name: "by-hand",
      Type: "network",
      Scheme: "internal",
      Subnets: subnetIds,
      SecurityGroups: [groupId],
    }),
  );
  const balancer = first(LoadBalancers?.[0]);
  const balancerArn = first(balancer.LoadBalancerArn);
  const { TargetGroups } = await elb.send(
    new CreateTargetGroupCommand({
      Name: "by-hand",
      Protocol: "TCP",
      Port: 6443,
      VpcId: vpcId,
      TargetType: "ip",
      HealthCheckProtocol: "HTTPS",
      HealthCheckPath: "/readyz",
      HealthCheckIntervalSeconds: 5,
      HealthyThresholdCount: 2,
      UnhealthyThresholdCount: 2,
    }),
  );
  const targetGroupArn = first(TargetGroups?.[0]?.TargetGroupArn);
  const { Listeners } = await elb.send(
    new CreateListenerCommand({
      LoadBalancerArn: balancerArn,
      Protocol: "TCP",
      Port: 6443,
      DefaultActions: [{ Type: "forward", TargetGroupArn: targetGroupArn }],
    }),
  );
  const { NetworkInterfaces } = await ec2.send(
    new DescribeNetworkInterfacesCommand({ Filters: [{ Name: "description", Values: ["ELB net/by-hand/*"] }] }),
  );
  const balancerAddresses = (NetworkInterfaces ?? []).map(({ PrivateIpAddress }) => first(PrivateIpAddress));
  const imageOf = async (kubernetes: string): Promise<string> => {
    const Filters = [{ Name: "tag:kubewright:kubernetes-version", Values: [kubernetes] }];
    return first((await ec2.send(new DescribeImagesCommand({ Filters }))).Images?.[0]?.ImageId);
  };
  const imageId = await imageOf(version);
  const began = performance.now();
  const steps: Record<string, number> = {};
  const note = (step: string): void => {
    steps[step] = Math.round((performance.now() - began) / 100) / 10;
  };

  const launch = async (subnet: number, ImageId = imageId): Promise<Instance> => {
    const { Instances } = await ec2.send(
      new RunInstancesCommand({
        ImageId,
        InstanceType: "t3.large",
        MinCount: 1,
        MaxCount: 1,
        NetworkInterfaces: [{ DeviceIndex: 0, SubnetId: first(subnetIds[subnet]), Groups: [groupId] }],
      }),
    );
    return first(Instances?.[0]);
  };
  // All machines at once; which a person waits for.
  const instances = await Promise.all([0, 1, 2, 0, 1].map((subnet) => launch(subnet)));
  const ids = instances.map(({ InstanceId }) => first(InstanceId));
  const addresses = instances.map(({ PrivateIpAddress }) => first(PrivateIpAddress));
  const spares: string[] = [];
  const run = (wanted: string[]): Promise<void> =>
    until("machines run", 60, async () => {
      const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand({ InstanceIds: wanted }));
      return Reservations.flatMap(({ Instances = [] }) => Instances).every(({ State }) => State?.Name === "running");
    });
  await run(ids);
  await elb.send(
    new RegisterTargetsCommand({
      TargetGroupArn: targetGroupArn,
      Targets: addresses.slice(0, 3).map((Id) => ({ Id })),
    }),
  );
  const hosts = balancerAddresses.map((address) => `${address} ${endpoint}\n`).join("");
  // As one tries SSH until it answers.
  const prepare = async (id: string): Promise<void> => {
    await until(`a shell on ${id}`, 60, () => shell(id, "systemctl is-active -q containerd").then(() => true));
    await shell(id, `cat >> /etc/hosts <<'E'\n${hosts}E\nsystemctl enable -q kubelet`);
  };
  await Promise.all(ids.map(prepare));
  note("machines run");

  const [one = "", two = "", three = "", ...workers] = ids;
  const configuration = clusterConfiguration(version, [first(balancer.DNSName), ...balancerAddresses], cgroupV1);
  const said = await shell(
    one,
    `cat > kubeadm.yaml <<'E'\n${configuration}E\nkubeadm init --config kubeadm.yaml --upload-certs 2>&1`,
  );
  note("first member");
  const line = said.replace(/\\\n\s*/g, " ");
  const memberJoin = first(/kubeadm join .*--control-plane.*/.exec(line)?.[0]);
  const workerJoin = first(/kubeadm join (?!.*--control-plane).*/.exec(line)?.[0]);
  const tolerant = cgroupV1 ? " --ignore-preflight-errors=SystemVerification" : "";
  await shell(two, `${memberJoin}${tolerant} 2>&1`);
  note("second member");
  await shell(three, `${memberJoin}${tolerant} 2>&1`);
  note("third member");
  for (const worker of workers) await shell(worker, `${workerJoin}${tolerant} 2>&1`);
  note("workers");

  const kubectl = (words: string): Promise<string> =>
    shell(one, `kubectl --kubeconfig /etc/kubernetes/admin.conf ${words}`);
  const { RouteTables } = await ec2.send(
    new DescribeRouteTablesCommand({ Filters: [{ Name: "vpc-id", Values: [vpcId] }] }),
  );
  const RouteTableId = first(RouteTables?.[0]?.RouteTableId);
  const route = async (instanceId: string, address: string): Promise<void> => {
    let range = "";
    await until("a pod range", 60, async () => {
      const ask =
        "get nodes -o 'jsonpath={range .items[*]}{.status.addresses[0].address} {.spec.podCIDR}{\"\\n\"}{end}'";
      const line = (await kubectl(ask)).split("\n").find((one) => one.startsWith(`${address} `));
      range = line?.split(" ")[1] ?? "";
      return range !== "";
    });
    await ec2.send(new ModifyInstanceAttributeCommand({ InstanceId: instanceId, SourceDestCheck: { Value: false } }));
    const order = { RouteTableId, DestinationCidrBlock: range, InstanceId: instanceId };
    // The range may be one that a node had which is no more.
    await ec2.send(new CreateRouteCommand(order)).catch(() => ec2.send(new ReplaceRouteCommand(order)));
  };
  for (const [i, id] of ids.entries()) await route(id, addresses[i] ?? "");
  note("pod routes");
  await until("all nodes are Ready", 120, async () => {
    const nodes = await kubectl("get nodes --no-headers");
    return nodes.split("\n").filter((node) => / Ready /.test(node)).length === ids.length;
  });
  note("all Ready");
  await kubectl("-n kube-system rollout status deployment/coredns --timeout=120s");
  note("DNS");
  const seconds = (performance.now() - began) / 1000;
  const nameOf = async (address: string): Promise<string> => {
    const list = await kubectl("get nodes -o wide --no-headers");
    return first(
      list
        .split("\n")
        .find((line) => line.includes(` ${address} `))
        ?.split(" ")[0],
    );
  };

  return {
    ...{ seconds, steps, kubectl },
    machines: () => Promise.all(ids.map(async (id, i) => ({ id, node: await nameOf(first(addresses[i])) }))),
    async spare(of) {
      const { InstanceId } = await launch(2, await imageOf(of));
      const id = first(InstanceId);
      spares.push(id);
      await run([id]);
      await prepare(id);
      return id;
    },
    async replaceWorker() {
      const lost = first(ids.pop());
      await ec2.send(new TerminateInstancesCommand({ InstanceIds: [lost] }));
      const from = performance.now();
      await kubectl(`delete node -l kubernetes.io/hostname=${await nameOf(first(addresses.pop()))}`);
      const instance = await launch(1);
      const id = first(instance.InstanceId);
      const address = first(instance.PrivateIpAddress);
      ids.push(id);
      addresses.push(address);
      await run([id]);
      await prepare(id);
      const join = (await shell(one, "kubeadm token create --print-join-command 2>/dev/null")).trim();
      await shell(id, `${join}${tolerant} 2>&1`);
      await route(id, address);
      await until("the new node is Ready", 120, async () =>
        / Ready /.test(await kubectl(`get node ${await nameOf(address)} --no-headers`)),
      );
      return (performance.now() - from) / 1000;
    },
    async remove() {
      await ec2.send(new TerminateInstancesCommand({ InstanceIds: [...ids, ...spares] }));
      await elb.send(new DeleteListenerCommand({ ListenerArn: first(Listeners?.[0]?.ListenerArn) }));
      await elb.send(new DeleteLoadBalancerCommand({ LoadBalancerArn: balancerArn }));
      await elb.send(new DeleteTargetGroupCommand({ TargetGroupArn: targetGroupArn }));
      const gone = (remove: () => Promise<unknown>) => until("everything is gone", 60, () => remove().then(() => true));
      for (const SubnetId of subnetIds) await gone(() => ec2.send(new DeleteSubnetCommand({ SubnetId })));
      await gone(() => ec2.send(new DeleteSecurityGroupCommand({ GroupId: groupId })));
      await gone(() => ec2.send(new DeleteVpcCommand({ VpcId: vpcId })));
    },
  };
};
