import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Context } from "aws-lambda";
import type { Ports, Stage } from "#core/stages/stage.ts";
import { stageHandler } from "#functions/stage-handler.ts";
import { kebab } from "#stacks/sources.ts";

const root = join(import.meta.dirname, "../..");

/** Which rule a stage's function is made of, read from its file: `[file below core/stages, name]`. */
export const ruleOf = (placeholder: string): [file: string, name: string] => {
  const path = join(root, "functions/stages", `${kebab(placeholder)}.ts`);
  const text = readFileSync(path, "utf8");
  const [, name = "", file = ""] = /import \{ (\w+) \} from "#core\/stages\/([\w-]+)\.ts";/.exec(text) ?? [];
  if (!text.includes(`export const handler = stageHandler(${name});`))
    throw new Error(`${path} is no stage's function`);
  return [file, name];
};

type Handler = (payload: unknown) => Promise<unknown>;
const context = { awsRequestId: "request" } as Context;

const importRule = async (placeholder: string): Promise<Stage> => {
  const [file, name] = ruleOf(placeholder);
  const rules = (await import(`../../core/stages/${file}.ts`)) as Record<string, Stage<never, unknown>>;
  const rule = rules[name];
  if (!rule) throw new Error(`core/stages/${file}.ts has no ${name}`);
  return rule as Stage;
};

/** Rules that have been read; thousands of workflows are walked through in a test. */
const known = new Map<string, Stage>();

/** The function of a placeholder, as Lambda would run it, on the given ports. */
export const stageFunction = async (placeholder: string, ports: () => Ports): Promise<Handler> => {
  const rule = known.get(placeholder) ?? (await importRule(placeholder));
  known.set(placeholder, rule);
  const handler = stageHandler(rule, ports);
  return (payload) => handler(payload, context) as Promise<unknown>;
};
