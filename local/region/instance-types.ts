/** Facts about instance types, as DescribeInstanceTypes tells them on AWS (us-east-1). */
export interface InstanceTypeFacts {
  name: string;
  vcpus: number;
  memoryMiB: number;
  architecture: "x86_64" | "arm64";
  threadsPerCore: number;
  maxInterfaces: number;
  addressesPerInterface: number;
  network: string;
  burstable: boolean;
  clockGhz: number;
  gpu?: { name: string; count: number; memoryMiB: number };
  instanceStorageGB?: number;
  /** Which vCPU quota it counts against. */
  quota: "standard" | "gpu";
}

/** Size → vCPUs, network interfaces, addresses of each, network performance. */
type Sizes = Record<string, [vcpus: number, interfaces: number, addresses: number, network: string]>;

const large: Sizes = {
  large: [2, 3, 10, "Up to 12.5 Gigabit"],
  xlarge: [4, 4, 15, "Up to 12.5 Gigabit"],
  "2xlarge": [8, 4, 15, "Up to 12.5 Gigabit"],
  "4xlarge": [16, 8, 30, "Up to 12.5 Gigabit"],
  "8xlarge": [32, 8, 30, "12.5 Gigabit"],
  "12xlarge": [48, 8, 30, "18.75 Gigabit"],
  "16xlarge": [64, 15, 50, "25 Gigabit"],
  "24xlarge": [96, 15, 50, "37.5 Gigabit"],
  "32xlarge": [128, 15, 50, "50 Gigabit"],
};

/** Of the seventh Intel generation, as far as clusters may be made of it. */
const seventh: Sizes = Object.fromEntries(
  Object.entries(large).filter(([size]) => !["16xlarge", "24xlarge", "32xlarge"].includes(size)),
);

const graviton: Sizes = {
  medium: [1, 2, 4, "Up to 12.5 Gigabit"],
  large: [2, 3, 10, "Up to 12.5 Gigabit"],
  xlarge: [4, 4, 15, "Up to 12.5 Gigabit"],
  "2xlarge": [8, 4, 15, "Up to 15 Gigabit"],
  "4xlarge": [16, 8, 30, "Up to 15 Gigabit"],
  "8xlarge": [32, 8, 30, "15 Gigabit"],
  "12xlarge": [48, 8, 30, "22.5 Gigabit"],
  "16xlarge": [64, 15, 50, "30 Gigabit"],
};

const burst: Sizes = {
  nano: [2, 2, 2, "Up to 5 Gigabit"],
  micro: [2, 2, 2, "Up to 5 Gigabit"],
  small: [2, 3, 4, "Up to 5 Gigabit"],
  medium: [2, 3, 6, "Up to 5 Gigabit"],
  large: [2, 3, 12, "Up to 5 Gigabit"],
  xlarge: [4, 4, 15, "Up to 5 Gigabit"],
  "2xlarge": [8, 4, 15, "Up to 5 Gigabit"],
};

const gpus: Sizes = {
  xlarge: [4, 3, 10, "Up to 25 Gigabit"],
  "2xlarge": [8, 3, 10, "Up to 25 Gigabit"],
  "4xlarge": [16, 3, 10, "Up to 25 Gigabit"],
  "8xlarge": [32, 4, 15, "50 Gigabit"],
  "12xlarge": [48, 8, 30, "50 Gigabit"],
  "16xlarge": [64, 4, 15, "50 Gigabit"],
};

const a10g: Sizes = {
  xlarge: [4, 4, 15, "Up to 10 Gigabit"],
  "2xlarge": [8, 4, 15, "Up to 10 Gigabit"],
  "4xlarge": [16, 8, 30, "Up to 25 Gigabit"],
  "8xlarge": [32, 8, 30, "25 Gigabit"],
  "12xlarge": [48, 15, 50, "40 Gigabit"],
};

/** The burstable families do not keep to one memory per vCPU. */
const burstMemory: Record<string, number> = {
  nano: 512,
  micro: 1024,
  small: 2048,
  medium: 4096,
  large: 8192,
  xlarge: 16384,
  "2xlarge": 32768,
};

/** Accelerators of a family (a 12xlarge has four, any other size one), and local disks by size in GB. */
const accelerated: Record<string, { gpu: { name: string; memoryMiB: number }; storage: Record<string, number> }> = {
  g4dn: {
    gpu: { name: "T4", memoryMiB: 16384 },
    storage: { xlarge: 125, "2xlarge": 225, "4xlarge": 225, "8xlarge": 900, "12xlarge": 900, "16xlarge": 900 },
  },
  g5: {
    gpu: { name: "A10G", memoryMiB: 24576 },
    storage: { xlarge: 250, "2xlarge": 450, "4xlarge": 600, "8xlarge": 900, "12xlarge": 3800 },
  },
};

interface Family {
  sizes: Sizes;
  /** MiB of memory per vCPU; the burstable families go by size. */
  memory: number | Record<string, number>;
  clockGhz: number;
  arm?: true;
}

const families: Record<string, Family> = {
  t3: { sizes: burst, memory: burstMemory, clockGhz: 2.5 },
  t4g: { sizes: burst, memory: burstMemory, clockGhz: 2.5, arm: true },
  m6i: { sizes: large, memory: 4096, clockGhz: 3.5 },
  m7i: { sizes: seventh, memory: 4096, clockGhz: 3.2 },
  m7g: { sizes: graviton, memory: 4096, clockGhz: 2.6, arm: true },
  c6i: { sizes: large, memory: 2048, clockGhz: 3.5 },
  c7i: { sizes: seventh, memory: 2048, clockGhz: 3.2 },
  c7g: { sizes: graviton, memory: 2048, clockGhz: 2.6, arm: true },
  r6i: { sizes: large, memory: 8192, clockGhz: 3.5 },
  r7i: { sizes: seventh, memory: 8192, clockGhz: 3.2 },
  g4dn: { sizes: gpus, memory: 4096, clockGhz: 2.5 },
  g5: { sizes: a10g, memory: 4096, clockGhz: 2.8 },
};

const factsOf = (family: string, size: string): InstanceTypeFacts => {
  const { sizes, memory, clockGhz, arm } = families[family] as Family;
  const [vcpus, maxInterfaces, addressesPerInterface, network] = sizes[size] as Sizes[string];
  const facts: InstanceTypeFacts = {
    name: `${family}.${size}`,
    vcpus,
    memoryMiB: typeof memory === "number" ? memory * vcpus : (memory[size] ?? 0),
    architecture: arm ? "arm64" : "x86_64",
    threadsPerCore: arm ? 1 : 2,
    maxInterfaces,
    addressesPerInterface,
    network,
    burstable: family.startsWith("t"),
    clockGhz,
    quota: family in accelerated ? "gpu" : "standard",
  };
  const { gpu, storage } = accelerated[family] ?? {};
  if (!gpu || !storage) return facts;
  return { ...facts, gpu: { ...gpu, count: size === "12xlarge" ? 4 : 1 }, instanceStorageGB: storage[size] ?? 0 };
};

export const instanceTypes: ReadonlyMap<string, InstanceTypeFacts> = new Map(
  Object.entries(families).flatMap(([family, { sizes }]) =>
    Object.keys(sizes).map((size) => [`${family}.${size}`, factsOf(family, size)] as const),
  ),
);
