import type { Architecture } from "#contract/machine-types.ts";
import type { ClusterRecord, ClusterResources, NodeGroupRecord } from "#core/records.ts";
import { architectureOf } from "./machine-image.ts";
import type { Ports } from "./stage.ts";

/** Asks the cloud whether all machines of a cluster could be had now. @returns the images that they boot @throws NoCapacity, QuotaExceeded, InvalidInput, NotFound */
export const rehearseCluster = async (
  spec: ClusterRecord["spec"],
  groups: readonly NodeGroupRecord[],
  { machines }: Pick<Ports, "machines">,
): Promise<Pick<ClusterResources, "imageId" | "armImageId">> => {
  const wanted = new Map([[spec.controlPlane.machineType, spec.controlPlane.machines]]);
  for (const { spec: group } of groups)
    wanted.set(group.machineType, (wanted.get(group.machineType) ?? 0) + group.size);
  const used = [...wanted].filter(([, count]) => count > 0);
  const images = new Map<Architecture, string>();
  for (const architecture of new Set(used.map(([machineType]) => architectureOf(machineType))))
    images.set(architecture, await machines.image(spec.version, architecture));
  await Promise.all(
    used.map(([machineType, count]) => {
      const imageId = images.get(architectureOf(machineType)) ?? "";
      return machines.rehearse({ machineType, imageId, count });
    }),
  );
  const [imageId, armImageId] = [images.get("x86_64"), images.get("arm64")];
  return { ...(imageId === undefined ? {} : { imageId }), ...(armImageId === undefined ? {} : { armImageId }) };
};
