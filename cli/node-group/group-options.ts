import { readFileSync } from "node:fs";
import { type Command, InvalidArgumentError, Option } from "commander";
import { yesOption } from "#cli/agree.ts";
import type { DataDisk, Taint } from "#cli/api-types.ts";
import { wrongInput } from "#cli/errors.ts";
import { collectLabel } from "#cli/labels.ts";
import { defined, list, number, readSpec } from "#cli/option-values.ts";
import { machineTypes } from "#contract/machine-types.ts";

export interface GroupOptions {
  file?: string;
  plan?: boolean;
  yes?: boolean;
  size?: number;
  min?: number;
  max?: number;
  machineType?: string;
  zone?: string[];
  disk?: number;
  dataDisk?: DataDisk[];
  label?: Record<string, string>;
  taint?: Taint[];
  userScript?: string;
  spot?: boolean;
  drainSeconds?: number;
  autoscale?: boolean;
  scaleDownAfter?: number;
  repair?: boolean;
  keepFailed?: boolean;
}

const effects = ["NoSchedule", "PreferNoSchedule", "NoExecute"] as const;

const taint = (text: string, before: Taint[] = []): Taint[] => {
  const [, key = "", value, effect] = /^([^=:]+)(?:=([^:]*))?:(\w+)$/.exec(text) ?? [];
  const known = effects.find((one) => one === effect);
  if (!known) throw new InvalidArgumentError(`key[=value]:effect is needed, the effect one of ${effects.join(", ")}.`);
  return [...before, { key, ...(value === undefined ? {} : { value }), effect: known }];
};

const dataDisk = (text: string, before: DataDisk[] = []): DataDisk[] => {
  const [, size = "", mountPath = ""] = /^(\d{1,6}):(\/.*)$/.exec(text) ?? [];
  if (mountPath === "") throw new InvalidArgumentError("GiB:path is needed, such as 100:/data.");
  return [...before, { sizeGiB: Number(size), mountPath }];
};

/** Options of what a node group is, as create and update take them. */
export const groupOptions = (command: Command): Command =>
  command
    .option("--size <number>", "machines wanted", number)
    .option("--min <number>", "least that the size may be set to", number)
    .option("--max <number>", "most that the size may be set to", number)
    .addOption(new Option("--machine-type <type>", "of the group's machines").choices(machineTypes))
    .option("--zone <zones>", "zones that they are spread over; may be repeated", list)
    .option("--disk <GiB>", "root disk", number)
    .option("--data-disk <GiB:path>", "a further disk and where it is mounted; may be repeated", dataDisk)
    .option("--label <key=value>", "label of the Kubernetes nodes; may be repeated", collectLabel)
    .option("--taint <key=value:effect>", "taint of the Kubernetes nodes; may be repeated", taint)
    .option("--user-script <file>", "run by bash as root, once, before a machine joins")
    .option("--spot", "spot machines")
    .option("--drain-seconds <number>", "how long pods may take to leave a node that goes", number)
    .option("--plan", "only show what would be made and taken away, and what it would cost; nothing is done")
    .option(...yesOption)
    .option("--autoscale", "let the service set the size, from min to max, by what pods ask for")
    .option("--no-autoscale", "leave the size to whoever asks for one")
    .option("--scale-down-after <seconds>", "how long a node may be little used; implies --autoscale", number)
    .option("--no-repair", "replace no node by itself")
    .option("--keep-failed", "let machines of nodes that were not Ready stay, out of service, until they are removed")
    .option("-f, --file <file>", "specification in YAML or JSON, as the API takes it; '-' reads standard input");

/** @throws CommandError */
const scriptOf = (file: string): string => {
  try {
    return readFileSync(file, "utf8");
  } catch (error) {
    throw wrongInput(`--user-script ${file} cannot be read: ${(error as Error).message}`);
  }
};

const repairOf = ({ repair = true, keepFailed }: GroupOptions) =>
  repair && keepFailed === undefined ? undefined : { enabled: repair, ...defined({ keepFailedMachines: keepFailed }) };

const autoscalingOf = ({ autoscale, scaleDownAfter }: GroupOptions) =>
  autoscale === undefined && scaleDownAfter === undefined
    ? undefined
    : { enabled: autoscale ?? true, ...defined({ scaleDownAfterSeconds: scaleDownAfter }) };

/** The request's body: the file's fields, the options over them. What of it makes sense is for the service to say. */
export const groupBody = (options: GroupOptions): Record<string, unknown> => ({
  ...(options.file === undefined ? {} : readSpec(options.file)),
  ...defined({
    size: options.size,
    min: options.min,
    max: options.max,
    machineType: options.machineType,
    zones: options.zone,
    diskGiB: options.disk,
    dataDisks: options.dataDisk,
    labels: options.label,
    taints: options.taint,
    userScript: options.userScript === undefined ? undefined : scriptOf(options.userScript),
    spot: options.spot,
    drainSeconds: options.drainSeconds,
    repair: repairOf(options),
    autoscaling: autoscalingOf(options),
  }),
});
