import { SFNClient } from "@aws-sdk/client-sfn";
import type { Workflows } from "#core/ports/state.ts";
import { withCoreErrors } from "./aws-errors.ts";
import { awsSettings } from "./aws-settings.ts";
import { sfnWorkflows } from "./sfn-workflows.ts";

export interface WorkflowsEnv {
  /** ARN up to the workflow's name: `arn:aws:states:<region>:<account>:stateMachine:kubewright-`. */
  STATE_MACHINE_PREFIX: string;
}

export const connectWorkflows = ({ STATE_MACHINE_PREFIX }: WorkflowsEnv): Workflows =>
  sfnWorkflows(withCoreErrors(new SFNClient(awsSettings)), {
    "cluster.create": `${STATE_MACHINE_PREFIX}create-cluster`,
    "cluster.delete": `${STATE_MACHINE_PREFIX}delete-cluster`,
    "cluster.restore": `${STATE_MACHINE_PREFIX}restore-cluster`,
    "cluster.hibernate": `${STATE_MACHINE_PREFIX}hibernate-cluster`,
    "cluster.wake": `${STATE_MACHINE_PREFIX}wake-cluster`,
    "backup.create": `${STATE_MACHINE_PREFIX}back-up-cluster`,
    "backup.drill": `${STATE_MACHINE_PREFIX}drill-backup`,
    "cluster.upgrade": `${STATE_MACHINE_PREFIX}upgrade-cluster`,
    "cluster.rollback": `${STATE_MACHINE_PREFIX}upgrade-cluster`,
    "keys.rotate": `${STATE_MACHINE_PREFIX}upgrade-cluster`,
    "control-plane.replace": `${STATE_MACHINE_PREFIX}replace-member`,
    "cluster.mend": `${STATE_MACHINE_PREFIX}mend-cluster`,
    "node-group.create": `${STATE_MACHINE_PREFIX}change-nodes`,
    "node-group.update": `${STATE_MACHINE_PREFIX}change-nodes`,
    "node-group.roll": `${STATE_MACHINE_PREFIX}change-nodes`,
    "node-group.delete": `${STATE_MACHINE_PREFIX}change-nodes`,
    "node.drain": `${STATE_MACHINE_PREFIX}change-nodes`,
    "node.replace": `${STATE_MACHINE_PREFIX}change-nodes`,
    "node.remove": `${STATE_MACHINE_PREFIX}change-nodes`,
    "credentials.revoke": `${STATE_MACHINE_PREFIX}revoke-credentials`,
  });
