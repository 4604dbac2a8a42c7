import { randomUUID } from "node:crypto";
import { type Command, Option } from "commander";
import { agree, yesOption } from "#cli/agree.ts";
import type { Client, CreateCluster } from "#cli/api-types.ts";
import {
  type CommonOptions,
  openSession,
  parseDuration,
  type Session,
  verb,
  type World,
  waiting,
} from "#cli/command.ts";
import { wrongInput } from "#cli/errors.ts";
import { findCluster } from "#cli/find-cluster.ts";
import { collectLabel } from "#cli/labels.ts";
import { expectSuccess, operationTime } from "#cli/operation-text.ts";
import { defined, list, number, readSpec } from "#cli/option-values.ts";
import { planText } from "#cli/plan-text.ts";
import { watchOperation } from "#cli/watch-operation.ts";
import { machineTypes } from "#contract/machine-types.ts";

export interface CreateOptions {
  file?: string;
  version?: string;
  nodes?: number;
  machineType?: string;
  controlPlaneMachines?: number;
  controlPlaneMachineType?: string;
  label?: Record<string, string>;
  networkCidr?: string;
  podCidr?: string;
  serviceCidr?: string;
  apiAccess?: string[];
  deletionProtection?: boolean;
  restoreFrom?: string;
  plan?: boolean;
  yes?: boolean;
}

const over = (base: unknown, fields: Record<string, unknown>): Record<string, unknown> | undefined => {
  const merged = { ...(base as Record<string, unknown> | undefined), ...defined(fields) };
  return Object.keys(merged).length > 0 ? merged : undefined;
};

/** Of the first node group, which the options mean. */
const nodeGroups = (spec: Record<string, unknown>, { nodes, machineType }: CreateOptions): unknown => {
  if (nodes === undefined && machineType === undefined) return spec["nodeGroups"];
  const [first, ...more] = Array.isArray(spec["nodeGroups"]) ? (spec["nodeGroups"] as unknown[]) : [];
  return [{ name: "default", ...over(first, { size: nodes, machineType }) }, ...more];
};

/** The request's body: the file's fields, the options over them. What of it makes sense is for the service to say. */
export const bodyOf = (name: string, options: CreateOptions): CreateCluster => {
  const spec = options.file === undefined ? {} : readSpec(options.file);
  const { label, networkCidr, podCidr, serviceCidr, apiAccess } = options;
  return {
    ...spec,
    ...defined({
      name,
      version: options.version,
      labels: label && over(spec["labels"], label),
      network: over(spec["network"], { cidr: networkCidr, podCidr, serviceCidr, apiAccessCidrs: apiAccess }),
      controlPlane: over(spec["controlPlane"], {
        machines: options.controlPlaneMachines,
        machineType: options.controlPlaneMachineType,
      }),
      nodeGroups: nodeGroups(spec, options),
      deletionProtection: options.deletionProtection,
    }),
  } as CreateCluster;
};

/** The body with the backup that the cluster is born from, and with what that settles: Services keep their addresses. */
const restoring = async (body: CreateCluster, client: Client, from: string): Promise<CreateCluster> => {
  const [nameOrId = "", backupId = "", ...more] = from.split("/");
  if (!nameOrId || !backupId || more.length > 0)
    throw wrongInput(
      `--restore-from ${JSON.stringify(from)} names no backup; allowed: CLUSTER/BACKUP, such as web/bkp_01kb2m3n4p5q6r7s8t9v0w1x2y; \`kubewright backup list CLUSTER\` shows them`,
    );
  const { id: clusterId, network } = await findCluster(client, nameOrId);
  return {
    ...body,
    restoreFrom: { clusterId, backupId },
    network: { serviceCidr: network.serviceCidr, ...body.network },
  };
};

/** Asks for a cluster; with `wait`, until it is there. */
export const createCluster = async (
  session: Session,
  name: string,
  options: CreateOptions & { wait?: boolean; timeout: string },
): Promise<void> => {
  const timeout = parseDuration(options.timeout);
  const { client, err: terminal, signal, print } = session;
  const asIs = bodyOf(name, options);
  const body = options.restoreFrom === undefined ? asIs : await restoring(asIs, client, options.restoreFrom);
  const planOf = () => client("clusterCreate", { body, query: { validateOnly: "true" } });
  if (options.plan) {
    const plan = await planOf();
    print(plan, planText(plan));
    return;
  }
  await agree(session, options, async () => planText(await planOf()));
  const asked = await client("clusterCreate", { body, idempotencyKey: randomUUID() });
  if (!options.wait) {
    print(
      asked,
      `Creating cluster ${name}: operation ${asked.id}\n\`kubewright operation watch ${asked.id}\` shows how it goes.`,
    );
    return;
  }
  const ended = await watchOperation(asked, { client, terminal, signal, timeout });
  if (ended.status === "succeeded")
    print(
      ended,
      `Cluster ${name} is running, made in ${operationTime(ended)}.\n\`kubewright cluster kubeconfig ${name}\` gives access to it.`,
    );
  expectSuccess(ended);
};

/** Options that say what cluster is meant. */
export const describing = (command: Command): Command =>
  command
    .option("--version <version>", "Kubernetes version, such as 1.37; the newest when absent")
    .option("--nodes <number>", "worker machines", number)
    .addOption(new Option("--machine-type <type>", "of the workers").choices(machineTypes))
    .addOption(new Option("--control-plane-machines <number>", "3 or 5").argParser(number))
    .addOption(new Option("--control-plane-machine-type <type>", "of the control plane").choices(machineTypes))
    .option("--label <key=value>", "label of the cluster; may be repeated", collectLabel)
    .option("--network-cidr <range>", "range of the cluster's network")
    .option("--pod-cidr <range>", "range of the pods")
    .option("--service-cidr <range>", "range of the services")
    .option("--api-access <ranges>", "who may reach the Kubernetes API; may be repeated", list)
    .option("-f, --file <file>", "specification in YAML or JSON, as the API takes it; '-' reads standard input");

export const clusterCreate = (world: World): Command =>
  describing(waiting(verb("create", "make a highly available cluster")))
    .argument("<name>", "1 to 40 of a-z, 0-9 and '-', starting with a letter")
    .option("--deletion-protection", "let nobody delete it until that is lifted")
    .option(
      "--restore-from <cluster/backup>",
      "begin with what a backup of another cluster holds, which goes on as it is",
    )
    .option("--plan", "only show what would be made and what it would cost; nothing is done")
    .option(...yesOption)
    .action(async (name: string, options: CommonOptions & CreateOptions & { wait?: boolean; timeout: string }) =>
      createCluster(openSession(world, options), name, options),
    );
