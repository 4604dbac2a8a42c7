import * as z from "zod";
import { architectures, machineFacts, machineTypes } from "./machine-types.ts";

/** Kubernetes versions on offer, newest first; the first is the default. */
export const kubernetesVersions = ["v1.37.2", "v1.36.3"] as const;
export type KubernetesVersion = (typeof kubernetesVersions)[number];

type MinorOf<V> = V extends `v${infer Major}.${infer Minor}.${string}` ? `${Major}.${Minor}` : never;

/** Day (UTC) of each minor's first release, x.y.0. Source: https://kubernetes.io/releases/1.37/ and /1.36/, read on 2026-11-29 */
export const minorReleasedOn = {
  "1.37": "2026-08-26",
  "1.36": "2026-04-22",
} as const satisfies Record<MinorOf<KubernetesVersion>, string>;

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

export const MachineType = z.enum(machineTypes);

/** A version on offer. */
export const CatalogVersion = z
  .strictObject({
    version: z.string(),
    minor: z.string(),
    default: z.boolean().meta({ description: "what a cluster gets when no version is asked for" }),
    minorReleasedOn: z.iso.date().meta({ description: "day (UTC) of the minor's first release by Kubernetes" }),
    stableFrom: z.iso.date().meta({
      description:
        "day (UTC) from which clusters in channel stable are brought to the minor; in rapid they are at once",
    }),
  })
  .meta({
    id: "CatalogVersion",
    example: {
      ...{ version: "v1.37.2", minor: "1.37", default: true },
      ...{ minorReleasedOn: "2026-08-26", stableFrom: "2026-12-24" },
    },
  });
export type CatalogVersion = z.infer<typeof CatalogVersion>;

/** A machine type on offer, with the zones of the region that have it. */
export const CatalogMachineType = z
  .strictObject({
    id: MachineType,
    family: z.string(),
    category: z.enum(["burstable", "general", "compute", "memory", "gpu"]),
    architecture: z.enum(architectures),
    vcpus: z.int(),
    memoryMiB: z.int(),
    gpu: z.strictObject({ name: z.string(), count: z.int(), memoryMiB: z.int() }).optional(),
    localDiskGB: z.int().optional(),
    zones: z.array(z.string()),
  })
  .meta({
    id: "CatalogMachineType",
    example: {
      ...machineFacts("g5.xlarge"),
      zones: ["us-east-1a", "us-east-1b"],
    },
  });
export type CatalogMachineType = z.infer<typeof CatalogMachineType>;

export const CatalogZone = z
  .strictObject({
    name: z.string(),
    id: z.string().meta({ description: "the same place in every account, whatever letter the account knows it by" }),
  })
  .meta({ id: "CatalogZone", example: { name: "us-east-1a", id: "use1-az1" } });
export type CatalogZone = z.infer<typeof CatalogZone>;

/** A list that is short enough to come whole. */
export const listOf = <Item extends z.ZodType>(item: Item, id: string) =>
  z.strictObject({ items: z.array(item) }).meta({ id, example: { items: [item.meta()?.["example"]] } });

export const MachineTypeQuery = z.strictObject({
  architecture: z.enum(architectures).optional(),
  zone: z.string().max(64).optional().meta({ description: "only types that this zone has", example: "us-east-1a" }),
});
export type MachineTypeQuery = z.infer<typeof MachineTypeQuery>;
