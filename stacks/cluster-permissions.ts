import { ArnFormat, type Stack } from "aws-cdk-lib/core";
import type { Permission } from "./permission.ts";

/** Tag that everything of a cluster carries. */
const clusterTag = "kubewright:cluster";
const ofACluster = { [`aws:ResourceTag/${clusterTag}`]: "cls_*" };
const forACluster = { [`aws:RequestTag/${clusterTag}`]: "cls_*" };
/** Reasons for wildcards, as cdk-nag is told them. */
export const later = "clusters are made long after this role; the tag kubewright:cluster says which things are ours";
const unnamed = "the call knows no narrower resource";
export const named = "clusters are made long after this role; their names begin with kubewright";

export const ec2 = (stack: Stack, ...types: string[]): string[] =>
  types.map((type) => stack.formatArn({ service: "ec2", resource: type, resourceName: "*" }));

/** Makes things that carry the tag from the start, in or on things that carry it already. */
export const makes = (stack: Stack, calls: string[], made: string[], parents: string[]): Permission[] => {
  const actions = calls.map((call) => `ec2:${call}`);
  return [
    { why: later, actions, resources: ec2(stack, ...made), conditions: { StringLike: forACluster } },
    {
      why: later,
      actions: ["ec2:CreateTags"],
      resources: ec2(stack, ...made),
      conditions: { StringEquals: { "ec2:CreateAction": calls }, StringLike: forACluster },
    },
    ...(parents.length > 0
      ? [{ why: later, actions, resources: ec2(stack, ...parents), conditions: { StringLike: ofACluster } }]
      : []),
  ];
};

export const changes = (stack: Stack, calls: string[], types: string[]): Permission => ({
  why: later,
  actions: calls.map((call) => `ec2:${call}`),
  resources: ec2(stack, ...types),
  conditions: { StringLike: ofACluster },
});

export const looks = (service: string, ...calls: string[]): Permission => ({
  why: unnamed,
  actions: calls.map((call) => `${service}:${call}`),
  resources: ["*"],
});

export const identities = (stack: Stack) => {
  const iam = (resource: string) =>
    stack.formatArn({ service: "iam", region: "", resource, resourceName: "kubewright-cls_*" });
  return { roles: iam("role"), profiles: iam("instance-profile") };
};

export const balancers = (stack: Stack): string[] =>
  ["loadbalancer/net", "targetgroup", "listener/net"].map((resource) =>
    stack.formatArn({ service: "elasticloadbalancing", resource, resourceName: "kw-*" }),
  );

export const secrets = (stack: Stack): string =>
  stack.formatArn({
    service: "secretsmanager",
    resource: "secret",
    resourceName: "kubewright/cls_*",
    arnFormat: ArnFormat.COLON_RESOURCE_NAME,
  });

export const parameters = (stack: Stack): string =>
  stack.formatArn({ service: "ssm", resource: "parameter", resourceName: "kubewright/cls_*" });
