import * as z from "zod";
import { ClusterId, NodeGroupId, NodeId } from "./names.ts";
import { ForceQuery, NodeGroup, NodeGroupSpec, RollNodeGroup, UpdateNodeGroup } from "./node-groups.ts";
import { DrainNode, Node, NodeDetails, RemoveNode, ReplaceNode } from "./nodes.ts";
import { Operation } from "./operations.ts";
import { PageQuery, pageOf } from "./pages.ts";
import { Plan, PlanQuery } from "./plans.ts";

const clusterParams = z.strictObject({ clusterId: ClusterId });
const groupParams = z.strictObject({ clusterId: ClusterId, nodeGroupId: NodeGroupId });
const nodeParams = z.strictObject({ clusterId: ClusterId, nodeId: NodeId });

const DeleteGroupQuery = ForceQuery.extend(PlanQuery.shape);

const change = {
  role: "operator",
  status: 202,
  answer: Operation,
  idempotent: true,
} as const;
const refusals = ["NotFound", "WrongState", "Conflict", "IdempotencyKeyReused"] as const;

/** Calls on node groups and on single nodes; part of the table in routes.ts, which says what a route is. */
export const nodeRoutes = {
  nodeList: {
    operationId: "nodeList",
    method: "GET",
    path: "/clusters/{clusterId}/nodes",
    summary: "List a cluster's nodes",
    role: "viewer",
    params: clusterParams,
    query: PageQuery,
    status: 200,
    answer: pageOf(Node, "NodePage"),
    problems: ["NotFound"],
  },
  nodeGroupCreate: {
    ...change,
    operationId: "nodeGroupCreate",
    method: "POST",
    path: "/clusters/{clusterId}/node-groups",
    summary: "Add a node group to a cluster",
    params: clusterParams,
    query: PlanQuery,
    body: NodeGroupSpec,
    plan: Plan,
    problems: [...refusals, "AlreadyExists", "QuotaExceeded"],
  },
  nodeGroupList: {
    operationId: "nodeGroupList",
    method: "GET",
    path: "/clusters/{clusterId}/node-groups",
    summary: "List a cluster's node groups",
    role: "viewer",
    params: clusterParams,
    query: PageQuery,
    status: 200,
    answer: pageOf(NodeGroup, "NodeGroupPage"),
    problems: ["NotFound"],
  },
  nodeGroupView: {
    operationId: "nodeGroupView",
    method: "GET",
    path: "/clusters/{clusterId}/node-groups/{nodeGroupId}",
    summary: "View a node group",
    role: "viewer",
    params: groupParams,
    status: 200,
    answer: NodeGroup,
    problems: ["NotFound"],
  },
  nodeGroupUpdate: {
    ...change,
    operationId: "nodeGroupUpdate",
    method: "PATCH",
    path: "/clusters/{clusterId}/node-groups/{nodeGroupId}",
    summary: "Resize a node group, or change what its nodes are",
    params: groupParams,
    query: PlanQuery,
    body: UpdateNodeGroup,
    plan: Plan,
    problems: [...refusals, "PreconditionFailed", "QuotaExceeded"],
    ifMatch: true,
  },
  nodeGroupRoll: {
    ...change,
    operationId: "nodeGroupRoll",
    method: "POST",
    path: "/clusters/{clusterId}/node-groups/{nodeGroupId}/roll",
    summary: "Replace the machines of a node group that are not as it makes them today",
    params: groupParams,
    query: PlanQuery,
    body: RollNodeGroup,
    plan: Plan,
    problems: [...refusals, "PreconditionFailed"],
    ifMatch: true,
  },
  nodeGroupDelete: {
    ...change,
    operationId: "nodeGroupDelete",
    method: "DELETE",
    path: "/clusters/{clusterId}/node-groups/{nodeGroupId}",
    summary: "Drain and delete a node group with its machines",
    params: groupParams,
    query: DeleteGroupQuery,
    plan: Plan,
    problems: [...refusals, "PreconditionFailed"],
    ifMatch: true,
  },
  nodeView: {
    operationId: "nodeView",
    method: "GET",
    path: "/clusters/{clusterId}/nodes/{nodeId}",
    summary: "View a node, what it has, and what is used of it",
    role: "viewer",
    params: nodeParams,
    status: 200,
    answer: NodeDetails,
    problems: ["NotFound"],
  },
  nodeDrain: {
    ...change,
    operationId: "nodeDrain",
    method: "POST",
    path: "/clusters/{clusterId}/nodes/{nodeId}/drain",
    summary: "Move the pods of a node to others; it stays, and takes no new ones",
    params: nodeParams,
    query: PlanQuery,
    body: DrainNode,
    plan: Plan,
    problems: refusals,
  },
  nodeReplace: {
    ...change,
    operationId: "nodeReplace",
    method: "POST",
    path: "/clusters/{clusterId}/nodes/{nodeId}/replace",
    summary:
      "Put a new machine in a node's place, which is drained and removed once the new one is Ready; of the control plane while etcd keeps its quorum",
    params: nodeParams,
    query: PlanQuery,
    body: ReplaceNode,
    plan: Plan,
    problems: refusals,
  },
  nodeRemove: {
    ...change,
    operationId: "nodeRemove",
    method: "POST",
    path: "/clusters/{clusterId}/nodes/{nodeId}/remove",
    summary: "Drain and remove a node; its group is one smaller then",
    params: nodeParams,
    query: PlanQuery,
    body: RemoveNode,
    plan: Plan,
    problems: refusals,
  },
} as const;
