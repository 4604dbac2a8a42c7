import { randomUUID } from "node:crypto";
import { CloudWatchLogsClient, FilterLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import {
  CreateFunctionCommand,
  type CreateFunctionCommandInput,
  DeleteFunctionCommand,
  InvokeCommand,
  LambdaClient,
  waitUntilFunctionActiveV2,
} from "@aws-sdk/client-lambda";
import { eventually } from "#local/eventually.ts";
import { zip } from "#local/zip.ts";

// An answer that says "throttled" is what one of the tests is about.
const lambda = new LambdaClient({ maxAttempts: 1 });
const logs = new CloudWatchLogsClient({});
const made: string[] = [];

/** A function of its own for one test. @param code of the file, index.mjs unless it is said @returns its name */
export const functionOf = async (
  code: string,
  more: Partial<CreateFunctionCommandInput> = {},
  file = "index.mjs",
): Promise<string> => {
  const FunctionName = `test-${randomUUID()}`;
  await lambda.send(
    new CreateFunctionCommand({
      FunctionName,
      Runtime: "nodejs22.x",
      Handler: "index.handler",
      Role: "arn:aws:iam::000000000000:role/test",
      Timeout: 10,
      MemorySize: 256,
      ...more,
      Code: { ZipFile: zip([{ name: file, content: Buffer.from(code) }]) },
    }),
  );
  made.push(FunctionName);
  await waitUntilFunctionActiveV2({ client: lambda, maxWaitTime: 30, minDelay: 1, maxDelay: 1 }, { FunctionName });
  return FunctionName;
};

export const removeFunctions = async (): Promise<void> => {
  for (const FunctionName of made.splice(0)) await lambda.send(new DeleteFunctionCommand({ FunctionName }));
};

/** Calls it and waits. `error` is "Unhandled" when the function failed; `log` the end of what it logged. */
export const invoke = async (FunctionName: string, event: unknown = {}) => {
  const { Payload, FunctionError, LogResult } = await lambda.send(
    new InvokeCommand({ FunctionName, Payload: JSON.stringify(event), LogType: "Tail" }),
  );
  return {
    answer: JSON.parse(Buffer.from(Payload ?? []).toString() || "null"),
    error: FunctionError,
    log: Buffer.from(LogResult ?? "", "base64").toString(),
  };
};

/** Lines of its log group in CloudWatch Logs; nothing while there is no such group. */
export const logLines = async (name: string): Promise<string[]> => {
  try {
    const { events = [] } = await logs.send(new FilterLogEventsCommand({ logGroupName: `/aws/lambda/${name}` }));
    return events.map(({ message = "" }) => message.trimEnd());
  } catch (error) {
    if ((error as Error).name === "ResourceNotFoundException") return [];
    throw error;
  }
};

/** Looks until it is so, as long as LocalStack may take. */
export const until = <Seen>(look: () => Promise<Seen>, isSo: (seen: Seen) => boolean): Promise<Seen> =>
  eventually(look, isSo, { seconds: 20, pause: 100 });
