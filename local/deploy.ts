import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  type Stack,
  UpdateStackCommand,
} from "@aws-sdk/client-cloudformation";
import { S3Client } from "@aws-sdk/client-s3";
import { PutParameterCommand, SSMClient } from "@aws-sdk/client-ssm";
import type { CloudAssembly } from "aws-cdk-lib/cx-api";
import type { Place } from "./assembly.ts";
import { hashOf, publishAssets, readAssets } from "./assets.ts";

export interface DeployOrder {
  /** From synthesise(). */
  assembly: CloudAssembly;
  /** LocalStack. */
  endpoint: string;
  place: Place;
  /** Told of each stack as it is done. */
  say?: (line: string) => void;
}

/**
 * Deploys the stacks that go to AWS, without the CDK command line, which takes longer to start than they take to deploy.
 * A stack whose template and assets have not changed is left alone.
 * @returns outputs of all stacks by name
 * @throws Error with the first resource that failed and why
 */
export const deploy = async ({ assembly, endpoint, place, say }: DeployOrder): Promise<Record<string, string>> => {
  const { account, region } = place;
  const client = { endpoint, region, credentials: { accessKeyId: account, secretAccessKey: "test" } };
  // Assets are sent all at once, and wait for a socket on purpose: nobody is to be warned of that.
  const patience = { socketAcquisitionWarningTimeout: 300_000 };
  const s3 = new S3Client({ ...client, forcePathStyle: true, requestHandler: patience });
  const cloudFormation = new CloudFormationClient(client);
  const ssm = new SSMClient(client);

  // What `cdk bootstrap` leaves behind, as far as templates ask for it.
  const bootstrap = ssm.send(
    new PutParameterCommand({ Name: "/cdk-bootstrap/hnb659fds/version", Value: "30", Type: "String", Overwrite: true }),
  );
  const assets = assembly.stacks.flatMap(({ stackName }) =>
    readAssets(assembly.directory, stackName, { account, region }),
  );
  await Promise.all([bootstrap, publishAssets(s3, assets)]);

  // Which template a stack was last given. LocalStack keeps no tags of an update; a stack made anew has another id.
  const record = join(assembly.directory, "..", "deployed.json");
  const deployed = existsSync(record) ? (JSON.parse(readFileSync(record, "utf8")) as Record<string, string>) : {};
  const done = new Map<string, Promise<Stack>>();
  for (const stack of assembly.stacks) {
    const needs = stack.dependencies.flatMap(({ id }) => done.get(id) ?? []);
    const file = `${stack.stackName}.template.json`;
    const template = assets.find(({ path }) => path === join(assembly.directory, file));
    if (!template) throw new Error(`${file} is not among the assets`);
    done.set(
      stack.id,
      Promise.all(needs).then(() =>
        deployStack(cloudFormation, deployed, say, {
          name: stack.stackName,
          url: `${endpoint}/${template.bucket}/${template.key}`,
          hash: hashOf(readFileSync(template.path, "utf8")),
        }),
      ),
    );
  }
  const stacks = await Promise.all(done.values());
  const ids = stacks.map(({ StackId = "" }) => StackId);
  writeFileSync(record, JSON.stringify(Object.fromEntries(ids.map((id) => [id, deployed[id]]))));
  return Object.fromEntries(
    stacks.flatMap(({ Outputs = [] }) =>
      Outputs.map(({ OutputKey = "", OutputValue = "" }) => [OutputKey, OutputValue]),
    ),
  );
};

const describe = async (cloudFormation: CloudFormationClient, name: string): Promise<Stack | undefined> => {
  try {
    const { Stacks } = await cloudFormation.send(new DescribeStacksCommand({ StackName: name }));
    return Stacks?.[0];
  } catch (error) {
    if ((error as Error).name === "ValidationError") return undefined;
    throw error;
  }
};

const deployStack = async (
  cloudFormation: CloudFormationClient,
  deployed: Record<string, string>,
  say: ((line: string) => void) | undefined,
  { name, url, hash }: { name: string; url: string; hash: string },
): Promise<Stack> => {
  const began = Date.now();
  const seconds = () => ((Date.now() - began) / 1000).toFixed(1);
  let now = await describe(cloudFormation, name);
  if (now && isWhole(now) && now.StackId && deployed[now.StackId] === hash) {
    say?.(`${name}: unchanged`);
    return now;
  }
  if (now && !isWhole(now)) {
    await cloudFormation.send(new DeleteStackCommand({ StackName: name }));
    await settled(cloudFormation, name);
    now = undefined;
  }
  const change = {
    StackName: name,
    TemplateURL: url,
    Capabilities: ["CAPABILITY_IAM" as const, "CAPABILITY_NAMED_IAM" as const],
  };
  try {
    await cloudFormation.send(
      now ? new UpdateStackCommand(change) : new CreateStackCommand({ ...change, OnFailure: "DO_NOTHING" }),
    );
  } catch (error) {
    if (!now || !(error as Error).message.includes("No updates are to be performed")) throw error;
  }
  const after = await settled(cloudFormation, name);
  if (!after || !isWhole(after)) throw new Error(`stack ${name}: ${await whyFailed(cloudFormation, name, after)}`);
  deployed[after.StackId ?? name] = hash;
  say?.(`${name}: ${now ? "updated" : "created"} in ${seconds()} s`);
  return after;
};

const isWhole = ({ StackStatus }: Stack): boolean =>
  StackStatus === "CREATE_COMPLETE" || StackStatus === "UPDATE_COMPLETE";

/** Waits until nothing is in progress. @returns undefined when the stack is gone */
const settled = async (cloudFormation: CloudFormationClient, name: string): Promise<Stack | undefined> => {
  const deadline = Date.now() + 300_000;
  for (;;) {
    const stack = await describe(cloudFormation, name);
    if (!stack?.StackStatus?.endsWith("_IN_PROGRESS"))
      return stack?.StackStatus === "DELETE_COMPLETE" ? undefined : stack;
    if (Date.now() > deadline) throw new Error(`stack ${name} is still ${stack.StackStatus} after 5 minutes`);
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
};

const whyFailed = async (
  cloudFormation: CloudFormationClient,
  name: string,
  stack: Stack | undefined,
): Promise<string> => {
  const { StackEvents = [] } = await cloudFormation.send(new DescribeStackEventsCommand({ StackName: name }));
  const first = StackEvents.filter(({ ResourceStatus }) => ResourceStatus?.endsWith("_FAILED")).at(-1);
  return first
    ? `${first.LogicalResourceId} (${first.ResourceType}): ${first.ResourceStatusReason}`
    : `${stack?.StackStatus} ${stack?.StackStatusReason ?? ""}`;
};
