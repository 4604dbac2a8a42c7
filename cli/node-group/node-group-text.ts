import type { NodeGroup } from "#cli/api-types.ts";
import { labelText } from "#cli/labels.ts";
import { facts, table } from "#cli/table.ts";

export const nodeGroupTable = (groups: NodeGroup[]): string =>
  table(
    ["NAME", "STATE", "SIZE", "OUTDATED", "RANGE", "TYPE", "ZONES", "SPOT", "ID"],
    groups.map(({ name, state, size, outdated, min, max, machineType, zones, spot, id }) => [
      name,
      state,
      String(size),
      outdated === undefined ? "" : String(outdated),
      `${min}-${max}`,
      machineType,
      zones?.join(",") ?? "all",
      spot ? "yes" : "no",
      id,
    ]),
  );

export const nodeGroupText = (group: NodeGroup): string =>
  facts([
    ["Name", group.name],
    ["Id", group.id],
    ["State", group.state],
    ["Size", `${group.size}, of ${group.min} to ${group.max}`],
    ["Machine type", `${group.machineType}${group.spot ? ", spot" : ""} (template ${group.template})`],
    ["Outdated", group.outdated ? `${group.outdated} machines: roll the group to replace them` : undefined],
    ["Zones", group.zones?.join(", ") ?? "all of the cluster"],
    ["Placement", group.placement],
    ["Root disk", `${group.diskGiB} GiB`],
    ...group.dataDisks.map(({ sizeGiB, mountPath }): [string, string] => [
      "Data disk",
      `${sizeGiB} GiB at ${mountPath}`,
    ]),
    ["Labels", labelText(group.labels)],
    [
      "Taints",
      group.taints
        .map(({ key, value, effect }) => `${key}${value === undefined ? "" : `=${value}`}:${effect}`)
        .join(", "),
    ],
    ["User script", group.userScript ? `${group.userScript.length} characters` : undefined],
    [
      "Repair",
      group.repair.enabled
        ? `not Ready for ${group.repair.notReadySeconds} s${group.repair.keepFailedMachines ? "; machines are kept" : ""}`
        : "off",
    ],
    [
      "Autoscaling",
      group.autoscaling.enabled
        ? `a node goes when it is idle for ${group.autoscaling.scaleDownAfterSeconds} s`
        : "off",
    ],
    ["Draining", `${group.drainSeconds} s at most`],
  ]);
