import { connectKubernetes } from "#adapters/connect-kubernetes.ts";
import { nodeRoutes } from "#contract/node-routes.ts";
import { viewNode } from "#core/nodes/view-node.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectRead } from "#functions/api-ports.ts";

export const handler = apiHandler(nodeRoutes.nodeView, viewNode, () => ({ ...connectRead(), ...connectKubernetes() }));
