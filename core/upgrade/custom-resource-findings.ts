import type { RehearsalFinding } from "#contract/rehearsals.ts";
import type { KubernetesObject } from "#core/ports/cloud.ts";
import { answers } from "./strict-webhooks.ts";

interface Spec {
  versions?: { name: string; served?: boolean }[];
  conversion?: { strategy?: string; webhook?: { clientConfig?: { service?: { namespace: string; name: string } } } };
}
interface Status {
  storedVersions?: string[];
}

/** One of the cluster's own kinds that cannot be read, or not in each of its versions. */
const findingsOf = (definition: KubernetesObject, slices: readonly KubernetesObject[]): RehearsalFinding[] => {
  const { versions = [], conversion } = (definition["spec"] ?? {}) as Spec;
  const { storedVersions = [] } = (definition["status"] ?? {}) as Status;
  const what = definition.metadata.name;
  const found: RehearsalFinding[] = [];
  const kind = `CustomResourceDefinition ${what}`;
  if (!versions.some(({ served }) => served))
    found.push({ check: "custom-resources", what, message: `${kind} has no version that is served` });
  const lost = storedVersions.filter((version) => !versions.some(({ name }) => name === version));
  if (lost.length > 0)
    found.push({
      ...{ check: "custom-resources", what },
      message: `${kind} has kept objects of ${lost.join(", ")}, which it has no more`,
    });
  // With one version there is nothing to convert.
  const service =
    versions.length > 1 && conversion?.strategy === "Webhook" && conversion.webhook?.clientConfig?.service;
  if (service && !answers(service, slices))
    found.push({
      ...{ check: "conversion-webhooks", what },
      message: `${kind} is converted by Service ${service.namespace}/${service.name}, and nobody answers for it`,
    });
  return found;
};

/** Kinds that the cluster has made for itself and that nobody could read after an upgrade. */
export const customResourceFindings = (
  definitions: readonly KubernetesObject[],
  slices: readonly KubernetesObject[],
): RehearsalFinding[] => definitions.flatMap((definition) => findingsOf(definition, slices));
