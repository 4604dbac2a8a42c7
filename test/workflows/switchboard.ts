import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import {
  LambdaClient,
  paginateListFunctions,
  UpdateFunctionCodeCommand,
  waitUntilFunctionUpdatedV2,
} from "@aws-sdk/client-lambda";
import { zip } from "#local/zip.ts";
import { bundleFunctions } from "#stacks/bundle.ts";
import { readSources } from "#stacks/sources.ts";

/**
 * What happens to a stage of one tenant's operations:
 * `refuse` it fails each time before it has done anything; `spoil` each time after it has done its work; `die` its process ends once
 * an operation after the work, before the answer; `repeat` it runs once more after its
 * first success.
 */
export type Trouble = "refuse" | "spoil" | "die" | "repeat";

/** Instead of a state's name: every state. */
export const every = "*";

/** In front of a stage's own code: looks up, by tenant and state, what is to go wrong. */
const wrapper = (folder: string): string => `
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { handler as stage } from "./stage.mjs";
const fail = (text) => { throw Object.assign(new Error(text), { name: "Ordered" }); };
export const handler = async (event, context) => {
  const file = ${JSON.stringify(folder)} + "/" + event.tenantId + ".json";
  const { state, trouble } = existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : {};
  if (state !== event.stage && state !== "${every}") return stage(event, context);
  if (trouble === "refuse") fail("refused to begin");
  const answer = await stage(event, context);
  if (trouble === "spoil") fail("spoilt after its work");
  const call = trouble === "repeat" ? createHash("sha256").update(JSON.stringify(event)).digest("hex") : "died";
  const mark = [file, event.operationId, event.stage, call].join(".");
  if (existsSync(mark)) return answer;
  writeFileSync(mark, "");
  if (trouble === "repeat") return stage(event, context);
  process.kill(process.pid, "SIGKILL");
};
`;

/** Puts the wrapper before every stage's function of the service. */
export const installSwitchboard = async (stateDir: string) => {
  const folder = join(stateDir, "troubles");
  mkdirSync(folder, { recursive: true });
  const lambda = new LambdaClient({});
  const bundles = bundleFunctions(readSources());
  const index = Buffer.from(wrapper(folder));
  const waits: Promise<unknown>[] = [];
  for await (const { Functions = [] } of paginateListFunctions({ client: lambda }, {}))
    for (const { FunctionName = "", Description = "" } of Functions) {
      const [, name] = /^Kubewright stages\/(.+)$/.exec(Description) ?? [];
      if (name === undefined) continue;
      const stage = readFileSync(join(bundles("stages", name).folder, "index.mjs"));
      const files = [
        { name: "index.mjs", content: index },
        { name: "stage.mjs", content: stage },
      ];
      waits.push(
        lambda
          .send(new UpdateFunctionCodeCommand({ FunctionName, ZipFile: zip(files) }))
          .then(() =>
            waitUntilFunctionUpdatedV2({ client: lambda, maxWaitTime: 60, minDelay: 1, maxDelay: 1 }, { FunctionName }),
          ),
      );
    }
  await Promise.all(waits);
  return {
    functions: waits.length,
    /** The states whose function has died, of an operation. */
    deaths: (operationId: string): string[] =>
      readdirSync(folder).flatMap((name) => (name.includes(operationId) ? name.split(".").slice(-2, -1) : [])),
    /** From now on, for this tenant. */
    order: (tenant: string, state: string, trouble: Trouble): void =>
      writeFileSync(join(folder, `${tenant}.json`), JSON.stringify({ state, trouble })),
  };
};
