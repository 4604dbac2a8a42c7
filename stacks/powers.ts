import type { Stack } from "aws-cdk-lib/core";
import {
  copiesBackups,
  decryptsBackups,
  encryptsBackups,
  listsAllBackups,
  listsBackups,
  purgesBackups,
  readsBackups,
  removesBackups,
} from "./backup-bucket.ts";
import {
  balancers,
  changes,
  ec2,
  identities,
  looks,
  makes,
  named,
  parameters,
  secrets,
} from "./cluster-permissions.ts";
import type { Permission } from "./permission.ts";

const networkLooks = looks(
  "ec2",
  ...["Vpcs", "Subnets", "InternetGateways", "NatGateways", "Addresses", "RouteTables", "SecurityGroups"].map(
    (kind) => `Describe${kind}`,
  ),
);

const endsMachines = (stack: Stack): Permission[] => [
  looks("ec2", "DescribeInstances"),
  changes(stack, ["TerminateInstances"], ["instance"]),
];

const makesIdentities = (stack: Stack, { boundary }: { boundary: string }): Permission[] => {
  const { roles, profiles } = identities(stack);
  return [
    {
      why: named,
      actions: ["iam:CreateRole", "iam:PutRolePolicy"],
      resources: [roles],
      conditions: { StringEquals: { "iam:PermissionsBoundary": boundary } },
    },
    { why: named, actions: ["iam:GetRole", "iam:GetRolePolicy", "iam:TagRole"], resources: [roles] },
    { why: named, actions: ["iam:PassRole"], resources: [roles] },
    {
      why: named,
      actions: [
        "iam:CreateInstanceProfile",
        "iam:GetInstanceProfile",
        "iam:TagInstanceProfile",
        "iam:AddRoleToInstanceProfile",
      ],
      resources: [profiles],
    },
  ];
};

const removesIdentities = (stack: Stack): Permission[] => {
  const { roles, profiles } = identities(stack);
  return [
    { why: named, actions: ["iam:DeleteRolePolicy", "iam:DeleteRole"], resources: [roles] },
    {
      why: named,
      actions: ["iam:RemoveRoleFromInstanceProfile", "iam:DeleteInstanceProfile"],
      resources: [profiles],
    },
  ];
};

const makesSecrets = (stack: Stack): Permission[] => [
  {
    why: named,
    actions: ["secretsmanager:GetSecretValue", "secretsmanager:CreateSecret", "secretsmanager:TagResource"],
    resources: [secrets(stack)],
  },
];

const launchesOurImages = (stack: Stack): Permission => ({
  why: "images are built and named by Image Builder; only those with a Kubernetes version are launched",
  actions: ["ec2:RunInstances"],
  resources: [stack.formatArn({ service: "ec2", account: "", resource: "image", resourceName: "*" })],
  conditions: { StringLike: { "ec2:ResourceTag/kubewright:kubernetes-version": "v*" } },
});

/**
 * What each method of core/ports/ needs in AWS: the calls that its adapter makes, on what carries a cluster's tag or name.
 * Methods that ask nothing of AWS are not here.
 */
export const powers = {
  "network.zones": () => [looks("ec2", "DescribeAvailabilityZones")],
  "network.ensure": (stack) => [
    networkLooks,
    ...makes(
      stack,
      [
        "CreateVpc",
        "CreateSubnet",
        "CreateInternetGateway",
        "AllocateAddress",
        "CreateNatGateway",
        "CreateRouteTable",
        "CreateSecurityGroup",
      ],
      ["vpc", "subnet", "internet-gateway", "elastic-ip", "natgateway", "route-table", "security-group"],
      ["vpc", "subnet", "elastic-ip"],
    ),
    changes(
      stack,
      ["AttachInternetGateway", "AssociateRouteTable", "CreateRoute", "AuthorizeSecurityGroupIngress"],
      ["vpc", "subnet", "internet-gateway", "route-table", "security-group"],
    ),
  ],
  "network.openEgress": (stack) => [networkLooks, changes(stack, ["CreateRoute", "ReplaceRoute"], ["route-table"])],
  "network.closeEgress": (stack) => [
    networkLooks,
    changes(stack, ["DeleteRoute", "DeleteNatGateway", "ReleaseAddress"], ["route-table", "natgateway", "elastic-ip"]),
  ],
  "network.routePods": (stack) => [
    networkLooks,
    changes(stack, ["CreateRoute", "ReplaceRoute", "DeleteRoute"], ["route-table"]),
  ],
  "network.remove": (stack) => [
    networkLooks,
    looks("ec2", "DescribeNetworkInterfaces"),
    changes(
      stack,
      [
        "DeleteNatGateway",
        "ReleaseAddress",
        "DetachInternetGateway",
        "DeleteInternetGateway",
        "DeleteSubnet",
        "DeleteRouteTable",
        "DeleteSecurityGroup",
        "DeleteVpc",
      ],
      ["vpc", "subnet", "internet-gateway", "elastic-ip", "natgateway", "route-table", "security-group"],
    ),
  ],
  "identities.ensure": makesIdentities,
  "identities.ensureWorkers": makesIdentities,
  "identities.ensureDrill": makesIdentities,
  "identities.remove": removesIdentities,
  "identities.removeDrill": removesIdentities,
  "secrets.ensureKeys": makesSecrets,
  "secrets.ensureDrill": makesSecrets,
  "secrets.keys": (stack) => [{ why: named, actions: ["secretsmanager:GetSecretValue"], resources: [secrets(stack)] }],
  "secrets.changeKeys": (stack) => [
    {
      why: named,
      actions: ["secretsmanager:GetSecretValue", "secretsmanager:PutSecretValue"],
      resources: [secrets(stack)],
    },
  ],
  "secrets.remove": (stack) => [{ why: named, actions: ["secretsmanager:DeleteSecret"], resources: [secrets(stack)] }],
  "secrets.removeDrill": (stack) => [
    { why: named, actions: ["secretsmanager:DeleteSecret"], resources: [secrets(stack)] },
  ],
  "loadBalancers.ensure": (stack) => [
    looks("elasticloadbalancing", "DescribeLoadBalancers", "DescribeTargetGroups"),
    looks("ec2", "DescribeNetworkInterfaces"),
    {
      why: named,
      actions: [
        "CreateLoadBalancer",
        "CreateTargetGroup",
        "CreateListener",
        "ModifyLoadBalancerAttributes",
        "ModifyTargetGroupAttributes",
        "AddTags",
      ].map((call) => `elasticloadbalancing:${call}`),
      resources: balancers(stack),
    },
  ],
  "loadBalancers.setTargets": (stack) => [
    looks("elasticloadbalancing", "DescribeTargetHealth"),
    {
      why: named,
      actions: ["elasticloadbalancing:RegisterTargets", "elasticloadbalancing:DeregisterTargets"],
      resources: balancers(stack),
    },
  ],
  "loadBalancers.targets": () => [looks("elasticloadbalancing", "DescribeTargetHealth")],
  "loadBalancers.remove": (stack) => [
    looks("elasticloadbalancing", "DescribeLoadBalancers", "DescribeTargetGroups"),
    looks("ec2", "DescribeNetworkInterfaces"),
    {
      why: named,
      actions: ["elasticloadbalancing:DeleteLoadBalancer", "elasticloadbalancing:DeleteTargetGroup"],
      resources: balancers(stack),
    },
  ],
  "machines.image": () => [looks("ec2", "DescribeImages")],
  "machines.rehearse": (stack) => [
    {
      why: "a dry run is judged by the rights of a launch, and comes before there are tags and subnets to name; no right to pass a role comes with it",
      actions: ["ec2:RunInstances"],
      resources: ec2(stack, "instance", "volume", "network-interface", "subnet", "security-group"),
    },
    launchesOurImages(stack),
  ],
  "machines.reserveAddresses": (stack) => [
    looks("ec2", "DescribeNetworkInterfaces"),
    ...makes(stack, ["CreateNetworkInterface"], ["network-interface"], ["subnet", "security-group"]),
    changes(stack, ["ModifyNetworkInterfaceAttribute"], ["network-interface"]),
  ],
  "machines.releaseAddresses": (stack) => [
    looks("ec2", "DescribeNetworkInterfaces"),
    changes(stack, ["DeleteNetworkInterface"], ["network-interface"]),
  ],
  "machines.ensureSpreadGroups": (stack) => makes(stack, ["CreatePlacementGroup"], ["placement-group"], []),
  "machines.removeSpreadGroups": (stack) => [
    looks("ec2", "DescribePlacementGroups"),
    changes(stack, ["DeletePlacementGroup"], ["placement-group"]),
  ],
  "machines.launch": (stack) => [
    looks("ec2", "DescribeInstances"),
    ...makes(
      stack,
      ["RunInstances"],
      ["instance", "volume", "network-interface", "spot-instances-request"],
      ["network-interface", "subnet", "security-group", "placement-group"],
    ),
    {
      // Made once an account, with its first spot machine.
      actions: ["iam:CreateServiceLinkedRole"],
      resources: [
        stack.formatArn({
          service: "iam",
          region: "",
          resource: "role",
          resourceName: "aws-service-role/spot.amazonaws.com/AWSServiceRoleForEC2Spot",
        }),
      ],
      conditions: { StringEquals: { "iam:AWSServiceName": "spot.amazonaws.com" } },
    },
    launchesOurImages(stack),
    changes(stack, ["ModifyInstanceAttribute"], ["instance"]),
    {
      why: named,
      actions: ["iam:PassRole"],
      resources: [identities(stack).roles],
      conditions: { StringEquals: { "iam:PassedToService": "ec2.amazonaws.com" } },
    },
  ],
  "machines.list": () => [looks("ec2", "DescribeInstances", "DescribeInstanceTopology")],
  "machines.keep": (stack) => [looks("ec2", "DescribeInstances"), changes(stack, ["CreateTags"], ["instance"])],
  "machines.terminate": endsMachines,
  "machines.terminateOnly": endsMachines,
  "bootReports.expect": (stack) => [
    { why: named, actions: ["ssm:PutParameter", "ssm:AddTagsToResource"], resources: [parameters(stack)] },
  ],
  "bootReports.answer": () => [looks("states", "SendTaskSuccess")],
  "bootReports.remove": (stack) => [
    { why: named, actions: ["ssm:GetParametersByPath", "ssm:DeleteParameters"], resources: [parameters(stack)] },
  ],
  "snapshots.find": (stack) => [listsBackups(stack), readsBackups(stack), decryptsBackups(stack)],
  "snapshots.read": (stack) => [listsBackups(stack), readsBackups(stack), decryptsBackups(stack)],
  "snapshots.copy": (stack) => [
    listsBackups(stack),
    readsBackups(stack),
    copiesBackups(stack),
    decryptsBackups(stack),
    encryptsBackups(stack),
  ],
  "snapshots.list": (stack) => [listsBackups(stack)],
  "snapshots.remove": (stack) => [removesBackups(stack)],
  "snapshots.versions": (stack) => [listsAllBackups(stack)],
  "snapshots.purge": (stack) => [listsAllBackups(stack), purgesBackups(stack)],
  "sweep.leftovers": (stack) => [
    networkLooks,
    looks("ec2", "DescribeInstances", "DescribeVolumes", "DescribeNetworkInterfaces", "DescribePlacementGroups"),
    looks("elasticloadbalancing", "DescribeLoadBalancers", "DescribeTargetGroups"),
    { why: named, actions: ["iam:GetRole"], resources: [identities(stack).roles] },
    { why: named, actions: ["iam:GetInstanceProfile"], resources: [identities(stack).profiles] },
    { why: named, actions: ["secretsmanager:DescribeSecret"], resources: [secrets(stack)] },
    { why: named, actions: ["ssm:GetParametersByPath"], resources: [parameters(stack)] },
  ],
  "estate.look": () => [
    looks("ec2", "DescribeInstances", "DescribeVolumes", "DescribeNatGateways", "DescribeAddresses"),
    looks("elasticloadbalancing", "DescribeLoadBalancers"),
  ],
  "estate.lookAtMachine": () => [looks("ec2", "DescribeInstances", "DescribeVolumes")],
  "inventory.look": () => [
    networkLooks,
    looks("ec2", "DescribeInstances", "DescribeNetworkInterfaces"),
    looks("elasticloadbalancing", "DescribeTargetHealth"),
  ],
  // Only of what carries the cluster's tag: what has lost that is nobody's to touch.
  "inventory.restoreMarks": (stack) => [
    changes(stack, ["CreateTags"], ["vpc", "subnet", "route-table", "security-group", "network-interface", "instance"]),
  ],
} as const satisfies Record<string, (stack: Stack, facts: { boundary: string }) => Permission[]>;
export type Power = keyof typeof powers;
