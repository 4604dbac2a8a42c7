import type { StageInput } from "#core/ports/state.ts";
import type { ClusterRecord } from "#core/records.ts";
import { architectureOf, imageNameFor } from "./machine-image.ts";
import type { Ports } from "./stage.ts";

/**
 * The image that machines of the type boot, looked up when the cluster has had no machine of the architecture, or when a step wants
 * another version than the cluster is of. @throws NotFound
 */
export const findImage = async (
  input: StageInput,
  { spec, resources }: ClusterRecord,
  machineType: string,
  { machines, state, clock }: Ports,
): Promise<string> => {
  const { version = spec.version } = input.step ?? {};
  if (version !== spec.version) return machines.image(version, architectureOf(machineType));
  const name = imageNameFor(machineType);
  const known = resources[name];
  if (known !== undefined) return known;
  const found = await machines.image(spec.version, architectureOf(machineType));
  await state.updateCluster(input, { resources: { [name]: found }, at: clock.now() });
  return found;
};
