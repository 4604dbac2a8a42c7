import { SendTaskSuccessCommand, type SFNClient } from "@aws-sdk/client-sfn";
import {
  DeleteParametersCommand,
  PutParameterCommand,
  type PutParameterCommandInput,
  paginateGetParametersByPath,
  type SSMClient,
} from "@aws-sdk/client-ssm";
import { GetCallerIdentityCommand, type STSClient } from "@aws-sdk/client-sts";
import type { BootReports } from "#core/ports/cloud.ts";
import { together } from "#core/together.ts";
import { given } from "./aws-answers.ts";
import { hasCode, unless } from "./aws-errors.ts";
import { type Place, placeOf } from "./machine-policy.ts";
import { instanceTag, reportPrefix } from "./report-names.ts";
import { tagsOf } from "./tags.ts";

/** As many as DeleteParameters takes. */
const batch = 10;

/** The task has had its answer, or its time is up. */
const notWaitedFor = /^(TaskTimedOut|InvalidToken|TaskDoesNotExist)(Exception)?$/;

export const reportNames = async (ssm: SSMClient, clusterId: string): Promise<string[]> => {
  const names: string[] = [];
  const order = { Path: reportPrefix(clusterId), Recursive: true, MaxResults: 10 };
  for await (const { Parameters } of paginateGetParametersByPath({ client: ssm }, order))
    names.push(...(Parameters ?? []).map(({ Name }) => given(Name, "the parameter's name")));
  return names;
};

/** The token of a boot lies in a parameter that only the machine in question may read. */
export const ssmBootReports = (ssm: SSMClient, sfn: SFNClient, sts: STSClient, region: string): BootReports => {
  let known: Promise<Place> | undefined;
  const place = (): Promise<Place> => {
    known ??= sts
      .send(new GetCallerIdentityCommand())
      .then(({ Arn }) => placeOf(given(Arn, "the caller's ARN"), region))
      .catch((error: unknown) => {
        known = undefined;
        throw error;
      });
    return known;
  };

  return {
    prefix: reportPrefix,

    async expect(clusterId, instanceId, taskToken) {
      const { partition, accountId } = await place();
      const parameter: PutParameterCommandInput = {
        Name: `${reportPrefix(clusterId)}/${instanceId}`,
        Type: "SecureString",
        Value: taskToken,
      };
      const Tags = tagsOf(clusterId, "boot-report", {
        [instanceTag]: `arn:${partition}:ec2:${region}:${accountId}:instance/${instanceId}`,
      });
      try {
        await ssm.send(new PutParameterCommand({ ...parameter, Tags }));
      } catch (error) {
        // SSM takes tags with a new parameter only, and a new value without them: those of the first time stay.
        if (!hasCode(error, /^ParameterAlreadyExists(Exception)?$/)) throw error;
        await ssm.send(new PutParameterCommand({ ...parameter, Overwrite: true }));
      }
    },

    async answer(taskToken, report) {
      await unless(notWaitedFor, sfn.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(report) })));
    },

    async remove(clusterId) {
      const names = await reportNames(ssm, clusterId);
      const batches = Array.from({ length: Math.ceil(names.length / batch) }, (_, i) =>
        names.slice(i * batch, (i + 1) * batch),
      );
      await together(batches.map((Names) => ssm.send(new DeleteParametersCommand({ Names }))));
    },
  };
};
