import { type Architecture, type MachineTypeName, machineFacts } from "#contract/machine-types.ts";
import type { ClusterRecord, ClusterResources } from "#core/records.ts";
import { made } from "./made.ts";
import type { Ports } from "./stage.ts";

export const architectureOf = (machineType: string): Architecture =>
  machineFacts(machineType as MachineTypeName).architecture;

/** Under which the image that machines of the type boot is kept. */
export const imageNameFor = (machineType: string): "armImageId" | "imageId" =>
  architectureOf(machineType) === "arm64" ? "armImageId" : "imageId";

/** The image that machines of the type boot, as CheckRequest or PlanNodes has looked it up. */
export const imageFor = (cluster: ClusterRecord, machineType: string): string =>
  made(cluster, imageNameFor(machineType));

/** What machines of the version boot, of each architecture that the cluster has had. */
export const imagesOf = async (
  { resources }: ClusterRecord,
  version: string,
  { machines }: Pick<Ports, "machines">,
): Promise<Pick<ClusterResources, "imageId" | "armImageId">> => ({
  ...(resources.imageId === undefined ? {} : { imageId: await machines.image(version, "x86_64") }),
  ...(resources.armImageId === undefined ? {} : { armImageId: await machines.image(version, "arm64") }),
});
