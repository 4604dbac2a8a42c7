import { setTimeout as sleep } from "node:timers/promises";
import { SendTaskFailureCommand, SendTaskSuccessCommand, SFNClient } from "@aws-sdk/client-sfn";
import { SSMClient } from "@aws-sdk/client-ssm";
import type { MachineConfig } from "#node/machine-config.ts";
import type { MachineOrder } from "../../driver.ts";
import type { Admitted } from "./clusters.ts";
import { nodeName } from "./node-object.ts";
import { tokenLooks } from "./token-looks.ts";

/** How often a machine looks for its task token; the image's reporter looks each second, and so does this one after the first two. */
const lookEvery = (looks: number): number => (looks < 20 ? 100 : 1_000);

const credentials = { accessKeyId: "test", secretAccessKey: "test" };

const connect = (endpoint: string, region: string) => {
  const settings = { endpoint, region, credentials };
  return { look: tokenLooks(new SSMClient(settings)), sfn: new SFNClient(settings) };
};

/** One connection for all machines that go to the same LocalStack. */
const connections = new Map<string, ReturnType<typeof connect>>();

/** Tells that the boot is over, or why it failed, as soon as there is a task token to tell it by. Ends without a word when the power is cut. */
export const reportBoot = async (
  order: MachineOrder,
  { role, kubernetesVersion, taskTokenParameterPrefix }: MachineConfig,
  {
    signal,
    region,
    localstackUrl,
    seconds,
    failure,
    kinds,
    findings,
    found,
  }: {
    signal: AbortSignal;
    region: string;
    localstackUrl: string;
    seconds: number;
    failure?: string;
  } & Admitted,
): Promise<void> => {
  const connection = connections.get(localstackUrl) ?? connect(localstackUrl, region);
  connections.set(localstackUrl, connection);
  const { look, sfn } = connection;
  const output = JSON.stringify({
    instanceId: order.instanceId,
    nodeName: nodeName(order),
    role,
    steps: [{ name: "simulated", seconds }],
    kubeletVersion: kubernetesVersion,
    ...(kinds ? { kinds, findings, found } : {}),
  });
  const tried = new Set<string>();
  const Name = `${taskTokenParameterPrefix}/${order.instanceId}`;
  for (let looks = 0; !signal.aborted; looks++) {
    const taskToken = await look(Name);
    // A token that was refused may be followed by a newer one: the stage that hands them out can be repeated.
    if (taskToken !== undefined && !tried.has(taskToken)) {
      tried.add(taskToken);
      const answer =
        failure === undefined
          ? sfn.send(new SendTaskSuccessCommand({ taskToken, output }))
          : sfn.send(new SendTaskFailureCommand({ taskToken, error: "BootFailed", cause: failure }));
      const told = await (answer as Promise<unknown>).then(
        () => true,
        () => false,
      );
      if (told) return;
    }
    await sleep(lookEvery(looks), undefined, { signal }).catch(() => undefined);
  }
};
