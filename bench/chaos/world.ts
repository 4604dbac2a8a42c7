import { DescribeInstancesCommand, EC2Client } from "@aws-sdk/client-ec2";
import { EventBridgeClient, PutEventsCommand } from "@aws-sdk/client-eventbridge";
import { InvokeCommand, LambdaClient, paginateListFunctions } from "@aws-sdk/client-lambda";
import { DescribeExecutionCommand, ExecutionDoesNotExist, SFNClient, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { type Cloud, connectCloud } from "#adapters/connect-cloud.ts";
import { connectLedger, connectState } from "#adapters/connect-state.ts";
import type { Ledger } from "#core/ports/ledger.ts";
import type { State } from "#core/ports/state.ts";
import { functionFaults } from "#local/function-faults.ts";
import type { Service } from "#local/service.ts";

/** A service on this computer, and what one sees of it from behind. */
export interface World {
  service: Pick<Service, "apiUrl" | "issuerUrl" | "regionUrl" | "localstackUrl" | "stateDir">;
  cloud: Cloud;
  state: State;
  ledger: Ledger;
  faults: ReturnType<typeof functionFaults>;
  /** Machines that EC2 knows of the cluster; those that have ended, too, for an hour. */
  machines(clusterId: string): Promise<{ id: string; state: string; launchedAt: string }[]>;
  /** Stops the operation's workflow from outside. */
  stop(workflow: string, operationId: string): Promise<void>;
  isRunning(workflow: string, operationId: string): Promise<boolean>;
  /** Instead of the minute: looks after operations that nobody ends. */
  tick(): Promise<void>;
  /** Instead of the clock: all clusters are looked at. */
  look(what: "Watch" | "Compare"): Promise<void>;
}

const environment = ({ localstackUrl, regionUrl }: World["service"]) => ({
  AWS_ENDPOINT_URL: localstackUrl,
  AWS_ENDPOINT_URL_EC2: regionUrl,
  AWS_ENDPOINT_URL_ELASTIC_LOAD_BALANCING_V2: regionUrl,
  AWS_REGION: "us-east-1",
  AWS_ACCESS_KEY_ID: "test",
  AWS_SECRET_ACCESS_KEY: "test",
});

export const worldOf = async (service: World["service"]): Promise<World> => {
  Object.assign(process.env, environment(service));
  const [ec2, sfn, events] = [new EC2Client({}), new SFNClient({}), new EventBridgeClient({})];
  const lambda = new LambdaClient({});
  let tick = "";
  let table = "";
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {}))
    for (const { FunctionName = "", Description, Environment } of Functions) {
      if (Description === "Kubewright events/tick") tick = FunctionName;
      table = Environment?.Variables?.["TABLE_NAME"] ?? table;
    }
  const arnOf = (workflow: string, operationId: string) =>
    `arn:aws:states:us-east-1:000000000000:execution:kubewright-${workflow}:${operationId}`;
  return {
    service,
    cloud: connectCloud({ AWS_REGION: "us-east-1", BACKUP_BUCKET: "kubewright-backups-000000000000-us-east-1" }),
    state: connectState({ TABLE_NAME: table }),
    ledger: connectLedger({ TABLE_NAME: table }),
    faults: functionFaults(service.localstackUrl),
    async machines(clusterId) {
      const order = { Filters: [{ Name: "tag:kubewright:cluster", Values: [clusterId] }] };
      const { Reservations = [] } = await ec2.send(new DescribeInstancesCommand(order));
      return Reservations.flatMap(({ Instances = [] }) => Instances).map(({ InstanceId, State, LaunchTime }) => ({
        ...{ id: InstanceId ?? "", state: State?.Name ?? "", launchedAt: LaunchTime?.toISOString() ?? "" },
      }));
    },
    async stop(workflow, operationId) {
      await sfn.send(new StopExecutionCommand({ executionArn: arnOf(workflow, operationId) }));
    },
    async isRunning(workflow, operationId) {
      const order = { executionArn: arnOf(workflow, operationId) };
      try {
        return (await sfn.send(new DescribeExecutionCommand(order))).status === "RUNNING";
      } catch (error) {
        if (error instanceof ExecutionDoesNotExist) return false;
        throw error;
      }
    },
    async tick() {
      const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName: tick, Payload: "{}" }));
      if (FunctionError !== undefined) throw new Error(`the tick failed: ${Buffer.from(Payload ?? []).toString()}`);
    },
    async look(what) {
      const entry = { Source: "kubewright", DetailType: `Kubewright Clusters To ${what}`, Detail: "{}" };
      await events.send(new PutEventsCommand({ Entries: [entry] }));
    },
  };
};
