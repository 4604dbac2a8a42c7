import * as z from "zod";
import { Rehearsal, RehearsalFinding } from "#contract/rehearsals.ts";
import { WrongState } from "#core/errors.ts";
import type { Kubernetes } from "#core/ports/cloud.ts";
import type { OperationRecord } from "#core/records.ts";
import { admissionFindings } from "#core/upgrade/admission-findings.ts";
import { countsOf } from "#core/upgrade/count-steps.ts";
import { customResourceFindings } from "#core/upgrade/custom-resource-findings.ts";
import { estimateOf } from "#core/upgrade/estimate.ts";
import { stepsOf } from "#core/upgrade/plan-upgrade.ts";
import { failedText, toldOf, verdictOf } from "#core/upgrade/rehearsal.ts";
import { backupOperation } from "./backup-operation.ts";
import type { ReportedInput } from "./record-drill.ts";
import type { Stage } from "./stage.ts";
import { goalOf, lookAtUpgrade, upgradeOf } from "./upgrade-facts.ts";

/** Of the machine's own findings; it tells no more. */
const mostReported = 100;

/** What a rehearsal's machine reports beside what every machine does. */
const Report = z.object({
  kinds: z.record(z.string(), z.int().min(0)),
  steps: Rehearsal.shape.steps,
  findings: z
    .array(z.strictObject({ ...RehearsalFinding.shape, what: z.string(), message: z.string() }))
    .max(mostReported),
  found: z.int().min(0),
});

/** What a machine says is somebody else's word. @throws WrongState */
const readReport = (report: unknown): z.infer<typeof Report> => {
  const read = Report.safeParse(report);
  if (!read.success) throw new WrongState("what the rehearsal's machine reports is not what a rehearsal reports");
  return read.data;
};

/** What the cluster itself can tell: who answers for webhooks is not in the programs of a version. */
const seenInCluster = async (api: Kubernetes): Promise<RehearsalFinding[]> => {
  const registered = "admissionregistration.k8s.io/v1";
  const [definitions, endpointSlices, namespaces, ...webhooks] = await Promise.all([
    api.list({ apiVersion: "apiextensions.k8s.io/v1", kind: "CustomResourceDefinition" }),
    api.list({ apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice" }),
    api.list({ apiVersion: "v1", kind: "Namespace" }),
    api.list({ apiVersion: registered, kind: "ValidatingWebhookConfiguration" }),
    api.list({ apiVersion: registered, kind: "MutatingWebhookConfiguration" }),
  ]);
  return [
    ...customResourceFindings(definitions, endpointSlices),
    ...admissionFindings({ webhooks: webhooks.flat(), endpointSlices, namespaces }),
  ];
};

const launchedAt = ({ stages, createdAt }: OperationRecord): string =>
  stages.find(({ name }) => name === "LaunchDrill")?.startedAt ?? createdAt;

/**
 * Judges what the machine and the cluster tell, and writes it down before anything else: what is on the operation stays true, so there is
 * nothing to undo. @throws WrongState when the rehearsal has failed and the caller has not said that this does not count, and when the
 * maintenance window of one that the service has begun would close before it is done
 */
export const recordRehearsal: Stage<ReportedInput> = async (input, ports) => {
  const at = ports.clock.now();
  // It has answered, or the workflow would not be here.
  await ports.state.noteStage(input, { stage: "AwaitRehearsal", status: "succeeded", at });
  const { operation, backup } = await backupOperation(input, ports);
  const upgrade = upgradeOf(operation);
  const report = readReport(input.report);
  const { api, facts } = await lookAtUpgrade(input, goalOf(upgrade), ports);
  const seen = await seenInCluster(api);
  const findings = [...report.findings, ...seen];
  const steps = countsOf(stepsOf(facts, upgrade.from));
  const seconds = (Date.parse(at) - Date.parse(launchedAt(operation))) / 1000;
  const counts = Object.values(report.kinds);
  const rehearsal: Rehearsal = {
    verdict: verdictOf(findings, upgrade.force),
    ...{ operationId: input.operationId, backupId: backup.backupId, version: input.plan.version },
    ...{ objects: counts.reduce((sum, one) => sum + one, 0), resources: counts.length },
    found: Math.max(report.found, report.findings.length) + seen.length,
    findings: toldOf(findings),
    ...{ seconds, steps: report.steps },
    estimate: estimateOf(steps, { seconds, steps: report.steps }),
  };
  await ports.state.noteUpgrade(input, { upgrade: { ...upgrade, rehearsal } });
  if (rehearsal.verdict === "failed") throw new WrongState(failedText(rehearsal));
  // Whoever has resumed one that was paused means now.
  const until = input.run === undefined ? upgrade.until : undefined;
  const left = until === undefined ? Number.POSITIVE_INFINITY : (Date.parse(until) - Date.parse(at)) / 1000;
  if (rehearsal.estimate.seconds > left)
    throw new WrongState(
      `as measured, the upgrade would take ${rehearsal.estimate.seconds} s; its maintenance window closes in ${Math.max(0, Math.floor(left))} s`,
    );
};
