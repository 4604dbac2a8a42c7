import { Logger } from "@aws-lambda-powertools/logger";
import middy from "@middy/core";
import type { Context } from "aws-lambda";
import * as z from "zod";
import { bootStages } from "#contract/boot-stages.ts";
import { Cancelled, isExpected, NotYet, Superseded, TemporaryFailure } from "#core/errors.ts";
import type { StageInput } from "#core/ports/state.ts";
import type { Ports, Stage } from "#core/stages/stage.ts";
import { connectStages } from "./stage-ports.ts";

/** What every stage is called with; a stage's own words come on top. */
const StageEvent = z.looseObject({
  tenantId: z.string(),
  clusterId: z.string(),
  operationId: z.string(),
  /** Name of the state that calls; one function may serve several. */
  stage: z.string(),
  /** Of an operation that goes in steps. */
  step: z.object({ id: z.string(), version: z.string(), back: z.boolean() }).optional(),
  /** Of an execution that goes on with an operation: which one it is. */
  run: z.int().optional(),
});

/** Stages that end the operation: after them there is no operation left to note anything on. */
const last = new Set([
  "ActivateCluster",
  "FinishChange",
  "FinishHibernation",
  "FinishWake",
  "FinishMend",
  "FinishReplacement",
  "FinishRevocation",
  "FinishBackup",
  "FinishDrill",
  "FinishRestore",
  "FinishUpgrade",
  "ForgetCluster",
  "ReportFailure",
]);

/** Stages of a step that are not broken off by a cancel: the one after them is. */
const unbroken = new Set(["RemoveMember", "RemoveNodes", "ReroutePods"]);

const logger = new Logger();

/** Nothing of an unexpected error may reach the caller or the history: its text could hold anything. */
class Bug extends Error {
  override readonly name = "Bug";
}

const noted = async <Output>(
  input: z.infer<typeof StageEvent>,
  { state, clock }: Ports,
  work: () => Promise<Output>,
): Promise<Output> => {
  const { tenantId, clusterId, operationId, run } = input;
  const undo = input.stage.startsWith("Undo");
  const stage = undo ? input.stage.slice("Undo".length) : input.stage;
  const goesBack = undo || input.step?.back === true;
  const going = { operationStatus: goesBack ? ("rolling-back" as const) : ("running" as const) };
  // What it said before stays: a report of what failed goes neither on nor back, nor does what a cancel does not break off.
  const keeps = stage === "ReportFailure" || (input.step !== undefined && unbroken.has(stage));
  const note = (status: Parameters<typeof state.noteStage>[1]["status"], message?: string): Promise<void> =>
    state.noteStage(
      { tenantId, clusterId, operationId, ...(run === undefined ? {} : { run }) },
      {
        stage,
        status,
        at: clock.now(),
        ...(message === undefined ? {} : { message }),
        ...(keeps ? {} : going),
        ...(bootStages.has(stage) ? { fansOut: true } : {}),
      },
    );
  await note(undo ? "undoing" : "running");
  try {
    const output = await work();
    // A boot that is only handed to its machine here is over when the stage after it says so.
    if (undo) await note("undone");
    else if (!last.has(stage) && !bootStages.has(stage)) await note("succeeded");
    return output;
  } catch (error) {
    if (!(error instanceof Superseded || error instanceof Cancelled)) {
      const message = isExpected(error) ? error.message : "the stage failed unexpectedly";
      const waits = error instanceof NotYet || error instanceof TemporaryFailure;
      await note(waits ? (undo ? "undoing" : "running") : "failed", message);
    }
    throw error;
  }
};

/**
 * Makes a stage a Lambda function: input checked, ids on every log line, start and end noted, errors named for ASL.
 * @param connect asked at each call
 */
export const stageHandler = <Input extends StageInput, Output>(
  stage: Stage<Input, Output>,
  connect: () => Ports = connectStages,
) =>
  middy()
    .before(({ event }) => {
      const { tenantId, clusterId, operationId, stage: name } = StageEvent.parse(event);
      logger.resetKeys();
      logger.appendKeys({ tenantId, clusterId, operationId, stage: name });
    })
    .onError((request) => {
      const { error } = request;
      if (isExpected(error)) {
        logger.info("stage did not finish", { reason: error.name, text: error.message });
        throw error;
      }
      logger.error("stage failed unexpectedly", error as Error);
      // Set and thrown: to any other error than the request's, middy would fasten the original one.
      request.error = new Bug("see the function's log");
      throw request.error;
    })
    .handler(async (event: unknown, context: Context): Promise<Output> => {
      logger.appendKeys({ requestId: context.awsRequestId });
      const connected = connect();
      const input = StageEvent.parse(event);
      return noted(input, connected, () => stage(input as unknown as Input, connected));
    });
