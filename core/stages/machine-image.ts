import { type Architecture, type MachineTypeName, machineFacts } from "#contract/machine-types.ts";
import type { ClusterRecord } from "#core/records.ts";
import { made } from "./made.ts";

export const architectureOf = (machineType: string): Architecture =>
  machineFacts(machineType as MachineTypeName).architecture;

/** Under which the image that machines of the type boot is kept. */
export const imageNameFor = (machineType: string): "armImageId" | "imageId" =>
  architectureOf(machineType) === "arm64" ? "armImageId" : "imageId";

/** The image that machines of the type boot, as CheckRequest or PlanNodes has looked it up. */
export const imageFor = (cluster: ClusterRecord, machineType: string): string =>
  made(cluster, imageNameFor(machineType));
