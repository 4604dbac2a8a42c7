import type { Architecture } from "#contract/machine-types.ts";
import { InvalidInput } from "#core/errors.ts";
import { checkNodeGroups } from "./check-node-groups.ts";
import { zonesOfACluster } from "./create-network.ts";
import { architectureOf } from "./machine-image.ts";
import type { Stage } from "./stage.ts";

/** Fewer zones, and the loss of one could take the control plane's majority away. */
const leastZones = 3;

/** Asks the cloud whether all that the cluster needs could be had now. Makes nothing, so there is nothing to undo. */
export const checkRequest: Stage = async (input, { state, network, machines, clock }) => {
  const [{ spec }, groups, zones] = await Promise.all([
    state.cluster(input.tenantId, input.clusterId),
    state.nodeGroups(input.tenantId, input.clusterId),
    network.zones(),
  ]);
  if (zones.length < leastZones)
    throw new InvalidInput(
      `the region has ${zones.length} zones that take machines (${zones.join(", ")}); a cluster needs ${leastZones}`,
    );
  checkNodeGroups(groups, zones.slice(0, zonesOfACluster));
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
  await state.updateCluster(input, {
    resources: { ...(imageId === undefined ? {} : { imageId }), ...(armImageId === undefined ? {} : { armImageId }) },
    at: clock.now(),
  });
};
