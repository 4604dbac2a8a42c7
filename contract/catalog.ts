import * as z from "zod";
import { Currency, Micros } from "./billing.ts";
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

/** What the service puts on every machine of a cluster, and into the cluster. */
export const CatalogComponent = z
  .strictObject({
    name: z.string(),
    version: z.string(),
    source: z.enum(["release", "image", "debian"]).meta({
      description:
        "the project's own release; a container image, as `kubeadm config images list` names it (etcd-before: etcd of the minor before, which a cluster runs that has been upgraded); or Debian's package",
    }),
  })
  .meta({ id: "CatalogComponent", example: { name: "coredns", version: "v1.14.6", source: "image" } });
export type CatalogComponent = z.infer<typeof CatalogComponent>;

/** A version on offer, and what comes with it. */
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
    components: z.array(CatalogComponent),
  })
  .meta({
    id: "CatalogVersion",
    example: {
      ...{ version: "v1.37.2", minor: "1.37", default: true },
      ...{ minorReleasedOn: "2026-08-26", stableFrom: "2026-12-24" },
      components: [CatalogComponent.meta()?.["example"]],
    },
  });
export type CatalogVersion = z.infer<typeof CatalogVersion>;

const hourly = z.strictObject({
  perHourMicros: Micros,
  from: z.string().meta({ description: "first day in effect, in UTC; of a spot price the moment" }),
  source: z.string().meta({ description: "where the price was read" }),
});

/** What a machine of a type costs an hour in the service's region; what nobody has read is absent. */
export const CatalogPrices = z
  .strictObject({
    currency: Currency,
    region: z.string(),
    onDemand: hourly.optional(),
    spot: hourly
      .extend({ zone: z.string() })
      .optional()
      .meta({ description: "now, in the zone that is asked for, else in the dearest" }),
  })
  .meta({
    id: "CatalogPrices",
    example: {
      ...{ currency: "USD", region: "us-east-1" },
      onDemand: {
        ...{ perHourMicros: 1_006_000, from: "2026-01-19" },
        source: "AWS Price List API, on demand, Linux, shared tenancy, read on 2026-01-19",
      },
      spot: {
        ...{ perHourMicros: 412_300, from: "2026-02-01T08:13:02.000Z" },
        ...{ source: "EC2 DescribeSpotPriceHistory, Linux/UNIX", zone: "us-east-1a" },
      },
    },
  });
export type CatalogPrices = z.infer<typeof CatalogPrices>;

/** A machine type on offer, with its price and the zones of the region that have it. */
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
    prices: CatalogPrices,
  })
  .meta({
    id: "CatalogMachineType",
    example: {
      ...machineFacts("g5.xlarge"),
      zones: ["us-east-1a", "us-east-1b"],
      prices: CatalogPrices.meta()?.["example"],
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

export const MachineTypeQuery = z.strictObject({
  architecture: z.enum(architectures).optional(),
  zone: z.string().max(64).optional().meta({ description: "only types that this zone has", example: "us-east-1a" }),
});
export type MachineTypeQuery = z.infer<typeof MachineTypeQuery>;
