import type { RotationFinding } from "#contract/key-rotations.ts";
import { NoCapacity, NotFound, QuotaExceeded } from "#core/errors.ts";
import type { KeyChange } from "#core/keys/key-records.ts";
import { tokenFindings } from "#core/keys/token-findings.ts";
import type { Kubernetes, Machines } from "#core/ports/cloud.ts";
import type { Secrets } from "#core/ports/secrets.ts";
import type { ClusterRecord, NodeGroupRecord } from "#core/records.ts";
import { type ReadinessFacts, readiness } from "#core/upgrade/readiness.ts";
import { architectureOf } from "./machine-image.ts";

const list = (api: Kubernetes, apiVersion: string, kinds: string[]) =>
  Promise.all(kinds.map((kind) => api.list({ apiVersion, kind }))).then((lists) => lists.flat());

/** One machine more of each type that the cluster has, of the new version: as many as come at a time. @returns why not */
const rehearsed = async (
  { spec }: ClusterRecord,
  groups: readonly NodeGroupRecord[],
  target: string,
  { machines }: { machines: Pick<Machines, "image" | "rehearse"> },
): Promise<string[]> => {
  const types = new Set([
    spec.controlPlane.machineType,
    ...groups.filter((group) => group.spec.size > 0).map((group) => group.spec.machineType),
  ]);
  const refusals: string[] = [];
  for (const machineType of types) {
    try {
      const imageId = await machines.image(target, architectureOf(machineType));
      await machines.rehearse({ machineType, imageId, count: 1 });
    } catch (error) {
      const isWord = error instanceof NoCapacity || error instanceof QuotaExceeded || error instanceof NotFound;
      if (!isWord) throw error;
      refusals.push(`${machineType}: ${error.message}`);
    }
  }
  return refusals;
};

/** All that readiness is judged by; without machines to ask for, capacity is left out. Only looks. @throws TemporaryFailure when the cluster's API does not answer */
export const readReadiness = async (
  { cluster, groups, target }: { cluster: ClusterRecord; groups: readonly NodeGroupRecord[]; target: string },
  api: Kubernetes,
  { machines }: { machines?: Pick<Machines, "image" | "rehearse"> },
): Promise<ReadinessFacts> => {
  const [nodes, budgets, webhooks, endpointSlices, deprecated, refusals] = await Promise.all([
    api.nodes(),
    list(api, "policy/v1", ["PodDisruptionBudget"]),
    list(api, "admissionregistration.k8s.io/v1", ["ValidatingWebhookConfiguration", "MutatingWebhookConfiguration"]),
    list(api, "discovery.k8s.io/v1", ["EndpointSlice"]),
    api.deprecatedRequests(),
    machines ? rehearsed(cluster, groups, target, { machines }) : [],
  ]);
  return { target, nodes, budgets, webhooks, endpointSlices, deprecated, refusals };
};

/** What is in the way of a phase of a rotation: what would be in the way of an upgrade, and tokens that its end would break. Only looks. */
export const readRotationFindings = async (
  { keys, ...of }: { cluster: ClusterRecord; groups: readonly NodeGroupRecord[]; keys: Pick<KeyChange, "phase"> },
  api: Kubernetes,
  ports: { machines?: Pick<Machines, "image" | "rehearse">; secrets: Pick<Secrets, "keys"> },
): Promise<RotationFinding[]> => {
  const { version: target } = of.cluster.spec;
  const findings = readiness(await readReadiness({ ...of, target }, api, ports));
  if (keys.phase !== "drop") return findings;
  const [secrets, { files }] = await Promise.all([
    list(api, "v1", ["Secret"]),
    ports.secrets.keys(of.cluster.clusterId),
  ]);
  return [...findings, ...tokenFindings(secrets, files["pki/sa.pub"] ?? "")];
};
