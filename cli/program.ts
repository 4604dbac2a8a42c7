import { readFileSync } from "node:fs";
import { Command, CommanderError } from "commander";
import { backupCreate } from "./backup/create.ts";
import { backupDelete } from "./backup/delete.ts";
import { backupDrill } from "./backup/drill.ts";
import { backupList } from "./backup/list.ts";
import { backupView } from "./backup/view.ts";
import { billingCharges } from "./billing/charges.ts";
import { billingEstimate } from "./billing/estimate.ts";
import { billingExport } from "./billing/export.ts";
import { billingReconcile } from "./billing/reconcile.ts";
import { billingStatements } from "./billing/statements.ts";
import { catalogMachineTypes } from "./catalog/machine-types.ts";
import { catalogVersions } from "./catalog/versions.ts";
import { catalogZones } from "./catalog/zones.ts";
import { clusterBudget } from "./cluster/budget.ts";
import { clusterCharges } from "./cluster/charges.ts";
import { clusterCost } from "./cluster/cost.ts";
import { clusterCreate } from "./cluster/create.ts";
import { clusterCredentials } from "./cluster/credentials.ts";
import { clusterDelete } from "./cluster/delete.ts";
import { clusterKubeconfig } from "./cluster/kubeconfig.ts";
import { clusterList } from "./cluster/list.ts";
import { clusterRestore } from "./cluster/restore.ts";
import { clusterRollback } from "./cluster/rollback.ts";
import { clusterRotateKeys } from "./cluster/rotate-keys.ts";
import { clusterHibernate, clusterWake } from "./cluster/switch.ts";
import { clusterUpdate } from "./cluster/update.ts";
import { clusterUpgrade } from "./cluster/upgrade.ts";
import { clusterUsage } from "./cluster/usage.ts";
import { clusterView } from "./cluster/view.ts";
import type { World } from "./command.ts";
import { completion } from "./completion/completion.ts";
import { credentialGet } from "./credential/get.ts";
import { credentialRevoke } from "./credential/revoke.ts";
import { doctor } from "./doctor.ts";
import { eventList } from "./event/list.ts";
import { type ExitCode, exitCodeHelp, exitCodes } from "./exit-codes.ts";
import { nodeDrain, nodeRemove, nodeReplace } from "./node/change.ts";
import { nodeList } from "./node/list.ts";
import { nodeView } from "./node/view.ts";
import { nodeGroupCreate } from "./node-group/create.ts";
import { nodeGroupDelete } from "./node-group/delete.ts";
import { nodeGroupList } from "./node-group/list.ts";
import { nodeGroupRoll } from "./node-group/roll.ts";
import { nodeGroupUpdate } from "./node-group/update.ts";
import { nodeGroupView } from "./node-group/view.ts";
import { operationCancel } from "./operation/cancel.ts";
import { operationList } from "./operation/list.ts";
import { operationPause } from "./operation/pause.ts";
import { operationResume } from "./operation/resume.ts";
import { operationRetry } from "./operation/retry.ts";
import { operationView } from "./operation/view.ts";
import { operationWatch } from "./operation/watch.ts";
import { failureText } from "./problem-text.ts";
import { profileList } from "./profile/list.ts";
import { quotaList } from "./quota/list.ts";

const version = (): string => {
  const text = readFileSync(new URL("../package.json", import.meta.url), "utf8");
  return (JSON.parse(text) as { version: string }).version;
};

const noun = (name: string, summary: string, verbs: Command[]): Command =>
  verbs.reduce((command, verb) => command.addCommand(verb), new Command(name).description(summary));

const environmentHelp = `Environment:
  KUBEWRIGHT_API_URL   the service, with /v1; else the profile says it
  KUBEWRIGHT_TOKEN     bearer token; else the profile's issuer is asked for one
  KUBEWRIGHT_PROFILE   name of a profile in ~/.config/kubewright/profiles.yaml, or a file; else the one of this checkout's
                       service, else ~/.config/kubewright/profile.json, else the default of profiles.yaml`;

const program = (world: World): Command => {
  const whole = new Command("kubewright");
  return whole
    .description("Makes and keeps Kubernetes clusters; a client of the Kubewright API.")
    .version(version(), "-V, --version")
    .addCommand(
      noun(
        "cluster",
        "clusters: create, list, view, update, upgrade, rollback, rotate-keys, hibernate, wake, delete, restore, kubeconfig, cost",
        [
          clusterCreate(world),
          clusterList(world),
          clusterView(world),
          clusterUpdate(world),
          clusterUpgrade(world),
          clusterRollback(world),
          clusterRotateKeys(world),
          clusterDelete(world),
          clusterRestore(world),
          clusterHibernate(world),
          clusterWake(world),
          clusterKubeconfig(world),
          clusterCredentials(world),
          clusterCost(world),
          clusterUsage(world),
          clusterCharges(world),
          clusterBudget(world),
        ],
      ),
    )
    .addCommand(
      new Command("credential")
        .description("credentials for clusters: as kubectl takes them, and to revoke them")
        .addCommand(credentialGet(world), { isDefault: true })
        .addCommand(credentialRevoke(world)),
    )
    .addCommand(
      noun("node-group", "groups of equal machines of a cluster", [
        nodeGroupCreate(world),
        nodeGroupList(world),
        nodeGroupView(world),
        nodeGroupUpdate(world),
        nodeGroupRoll(world),
        nodeGroupDelete(world),
      ]),
    )
    .addCommand(
      noun("node", "machines of a cluster", [
        nodeList(world),
        nodeView(world),
        nodeDrain(world),
        nodeReplace(world),
        nodeRemove(world),
      ]),
    )
    .addCommand(
      noun("backup", "snapshots of a cluster's etcd", [
        backupCreate(world),
        backupList(world),
        backupView(world),
        backupDrill(world),
        backupDelete(world),
      ]),
    )
    .addCommand(
      noun("operation", "what has been asked for, and how far it is", [
        operationList(world),
        operationView(world),
        operationWatch(world),
        operationPause(world),
        operationResume(world),
        operationCancel(world),
        operationRetry(world),
      ]),
    )
    .addCommand(noun("event", "what happened, and who did it", [eventList(world)]))
    .addCommand(
      noun("catalog", "what clusters may be made of", [
        catalogVersions(world),
        catalogMachineTypes(world),
        catalogZones(world),
      ]),
    )
    .addCommand(
      noun("billing", "what clusters cost", [
        billingEstimate(world),
        billingCharges(world),
        billingStatements(world),
        billingExport(world),
        billingReconcile(world),
      ]),
    )
    .addCommand(noun("quota", "what the tenant may have", [quotaList(world)]))
    .addCommand(noun("profile", "services that are known here", [profileList(world)]))
    .addCommand(doctor(world))
    .addCommand(completion(world, () => whole))
    .addCommand(
      new Command("exit-codes").description("what scripts can tell apart").action(() => world.out.line(exitCodeHelp())),
    )
    .addHelpText("after", `\n${environmentHelp}\n\n${exitCodeHelp()}`);
};

/** All output of commander goes where the command's output goes; nothing ends the process but the caller. */
const prepared = (command: Command, world: World): Command => {
  command.exitOverride().enablePositionalOptions().showSuggestionAfterError();
  command.configureOutput({
    writeOut: (text) => world.out.line(text.trimEnd()),
    writeErr: (text) => world.err.line(text.trimEnd()),
    outputError: (text, write) => write(`kubewright: ${text.replace(/^error: /, "")}`),
  });
  for (const inner of command.commands) prepared(inner, world);
  return command;
};

/** Runs one command line. @returns what the process is to exit with */
export const run = async (args: string[], world: World): Promise<ExitCode> => {
  const asked = args[0] === "help" && args[1] === "exit-codes" ? ["exit-codes"] : args;
  try {
    await prepared(program(world), world).parseAsync(asked, { from: "user" });
    return exitCodes.done;
  } catch (error) {
    // Commander has printed what it has to say.
    if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.done : exitCodes.wrongInput;
    const { text, exitCode } = failureText(error);
    world.err.line(text);
    return exitCode;
  }
};
