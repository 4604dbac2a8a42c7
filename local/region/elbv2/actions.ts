import type { Actions } from "../context.ts";
import {
  DescribeLoadBalancerAttributes,
  DescribeTargetGroupAttributes,
  ModifyLoadBalancerAttributes,
  ModifyTargetGroupAttributes,
} from "./attributes.ts";
import { CreateListener, DeleteListener, DescribeListeners } from "./listeners.ts";
import { CreateLoadBalancer, DeleteLoadBalancer, DescribeLoadBalancers } from "./load-balancers.ts";
import { AddTags, DescribeTags, RemoveTags } from "./tags.ts";
import { CreateTargetGroup, DeleteTargetGroup, DescribeTargetGroups, ModifyTargetGroup } from "./target-groups.ts";
import { DeregisterTargets, DescribeTargetHealth, RegisterTargets } from "./targets.ts";

/** Every ELBv2 action that the region has. */
export const elbv2Actions: Actions = {
  AddTags,
  CreateListener,
  CreateLoadBalancer,
  CreateTargetGroup,
  DeleteListener,
  DeleteLoadBalancer,
  DeleteTargetGroup,
  DeregisterTargets,
  DescribeListeners,
  DescribeLoadBalancerAttributes,
  DescribeLoadBalancers,
  DescribeTags,
  DescribeTargetGroupAttributes,
  DescribeTargetGroups,
  DescribeTargetHealth,
  ModifyLoadBalancerAttributes,
  ModifyTargetGroup,
  ModifyTargetGroupAttributes,
  RegisterTargets,
  RemoveTags,
};
