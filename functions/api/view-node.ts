import { connectKubernetes } from "#adapters/connect-kubernetes.ts";
import { routes } from "#contract/routes.ts";
import { viewNode } from "#core/nodes/view-node.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectRead } from "#functions/api-ports.ts";

export const handler = apiHandler(routes.nodeView, viewNode, () => ({ ...connectRead(), ...connectKubernetes() }));
