/** Brings the service's own state back: `npm run restore-state -- --help`. */
import { parseArgs } from "node:util";
import { CloudFormationClient } from "@aws-sdk/client-cloudformation";
import { DescribeTableCommand, DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { LambdaClient } from "@aws-sdk/client-lambda";
import { SFNClient } from "@aws-sdk/client-sfn";
import { type BroughtBack, bringBack } from "./state/bring-back.ts";
import { awsDoors, madeBy } from "./state/doors.ts";
import { broughtBackAt, restoreState } from "./state/restore.ts";
import { stateTable } from "./state/state-table.ts";

const help = `npm run restore-state -- --from TABLE [--yes] | --open: brings the service's state back from a table that was restored beside

  --from TABLE    made by \`aws dynamodb restore-table-to-point-in-time\`
  --yes           does it; without, it is only told what would change
  --patience MIN  minutes in which workflows that are at work may end; default: 60
  --open          opens the service after a run that has died, and copies nothing

The service is closed meanwhile: functions behind the API, and those that events call, have no concurrency. Any number of runs
does no harm. It acts with the AWS credentials and the region of its environment, and needs cloudformation:ListStackResources,
dynamodb:DescribeTable, Scan, BatchGetItem, PutItem and DeleteItem, lambda:GetFunctionConfiguration, PutFunctionConcurrency and
DeleteFunctionConcurrency, and states:ListExecutions. See docs/reliability.md.`;

const list = (what: string, names: string[]): string[] =>
  names.length > 0 ? [what, ...names.map((n) => `  ${n}`)] : [];

/** What people have to look after themselves. */
const linesOf = ({ put, removed, same, kept, forgotten, returned, open }: BroughtBack): string[] => [
  `${put} items would be put, ${removed} taken away; ${same} are as they were, ${kept} of no tenant are kept`,
  ...list(
    "made since, and on no record afterwards; what they are made of is found by the tag kubewright:cluster:",
    forgotten,
  ),
  ...list("deleted since, and on record again; delete them once more:", returned),
  ...list("open then; each is settled by its workflow's end, and nothing of one that has succeeded is undone:", open),
];

const dynamo = new DynamoDBClient({});
const clients = {
  cloudFormation: new CloudFormationClient({}),
  lambda: new LambdaClient({}),
  stepFunctions: new SFNClient({}),
};

/** @throws Error for a table that the state cannot come from */
const restoredTable = async (name: string, live: string) => {
  if (name === live) throw new Error(`${name} is the live table; name the one that was restored beside it`);
  const { Table } = await dynamo.send(new DescribeTableCommand({ TableName: name }));
  const keys = (Table?.KeySchema ?? []).map(({ AttributeName }) => AttributeName).join();
  if (Table?.TableStatus !== "ACTIVE" || keys !== "pk,sk")
    throw new Error(`${name} is ${Table?.TableStatus}, with the keys ${keys}: no table of this service that is ready`);
  const table = stateTable(dynamo, name);
  for await (const page of table.pages()) if (page.length > 0) return table;
  throw new Error(`${name} is empty: nothing is brought back from it`);
};

const { values } = parseArgs({
  options: {
    from: { type: "string" },
    yes: { type: "boolean" },
    open: { type: "boolean" },
    patience: { type: "string", default: "60" },
    help: { type: "boolean" },
  },
});

const run = async (): Promise<void> => {
  const doors = awsDoors(clients);
  if (values.open) {
    await doors.open();
    return console.log("open");
  }
  if (values.from === undefined) throw new Error("--from TABLE is missing; --help says more");
  const [name] = await madeBy(clients.cloudFormation, "KubewrightData", "AWS::DynamoDB::Table");
  const live = stateTable(dynamo, name);
  const restored = await restoredTable(values.from, name);
  if ((await broughtBackAt(live, values.from)) === undefined)
    for (const line of linesOf(await bringBack({ live, restored }, false))) console.log(line);
  if (!values.yes) return console.log("nothing was changed; --yes does it");
  await restoreState({
    ...{ live, restored, doors, name: values.from, say: console.log },
    patienceSeconds: Number(values.patience) * 60,
  });
  console.log("what events have told meanwhile lies in the dead-letter queue: npm run redrive");
};

if (values.help) console.log(help);
else
  await run().catch((error: Error) => {
    console.error(error.message);
    process.exitCode = 1;
  });
