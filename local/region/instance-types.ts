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

const gpuStorage: Record<string, number> = {
  xlarge: 125,
  "2xlarge": 225,
  "4xlarge": 225,
  "8xlarge": 900,
  "12xlarge": 900,
  "16xlarge": 900,
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
  m7g: { sizes: graviton, memory: 4096, clockGhz: 2.6, arm: true },
  c6i: { sizes: large, memory: 2048, clockGhz: 3.5 },
  r6i: { sizes: large, memory: 8192, clockGhz: 3.5 },
  g4dn: { sizes: gpus, memory: 4096, clockGhz: 2.5 },
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
    quota: family === "g4dn" ? "gpu" : "standard",
  };
  if (family !== "g4dn") return facts;
  const gpu = { name: "T4", count: size === "12xlarge" ? 4 : 1, memoryMiB: 16384 };
  return { ...facts, gpu, instanceStorageGB: gpuStorage[size] ?? 0 };
};

export const instanceTypes: ReadonlyMap<string, InstanceTypeFacts> = new Map(
  Object.entries(families).flatMap(([family, { sizes }]) =>
    Object.keys(sizes).map((size) => [`${family}.${size}`, factsOf(family, size)] as const),
  ),
);
