import * as z from "zod";

/** Kubernetes versions on offer, newest first; the first is the default. */
export const kubernetesVersions = ["v1.37.2", "v1.36.3"] as const;
export type KubernetesVersion = (typeof kubernetesVersions)[number];

/** `1.37`, `1.37.2` or `v1.37.2`; a minor means its newest patch. @returns undefined when it is not on offer. */
export const resolveVersion = (asked: string): KubernetesVersion | undefined => {
  const plain = asked.replace(/^v/, "");
  return kubernetesVersions.find(
    (version) => version === `v${plain}` || (version.startsWith(`v${plain}.`) && /^\d+\.\d+$/.test(plain)),
  );
};

export const Version = z
  .string()
  .refine(
    (asked) => resolveVersion(asked) !== undefined,
    `one of ${kubernetesVersions.map((v) => `${v.slice(1, -2)}, ${v}`).join(", ")}`,
  );

/** Machine types a cluster may be made of. More come with the catalog call. */
export const machineTypes = [
  "t3.medium",
  "t3.large",
  "m6i.large",
  "m6i.xlarge",
  "m6i.2xlarge",
  "c6i.large",
  "c6i.xlarge",
  "r6i.large",
] as const;
export const MachineType = z.enum(machineTypes);
