import { type Architecture, type MachineTypeName, machineFacts } from "#contract/machine-types.ts";
import type { ClusterRecord } from "#core/records.ts";
import { made } from "./made.ts";

export const architectureOf = (machineType: string): Architecture =>
  machineFacts(machineType as MachineTypeName).architecture;

/** The image that machines of the type boot, as CheckRequest has looked it up. */
export const imageFor = (cluster: ClusterRecord, machineType: string): string =>
  made(cluster, architectureOf(machineType) === "arm64" ? "armImageId" : "imageId");
