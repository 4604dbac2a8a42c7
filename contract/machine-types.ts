/**
 * Machine types a cluster may be made of, as AWS offers them. vCPUs, memory, accelerators and local disks are those of
 * "Amazon EC2 instance types: Specifications" (docs.aws.amazon.com/ec2/latest/instancetypes/, families T3, T4g, M6i, M7i, M7g,
 * C6i, C7i, C7g, R6i, R7i, G4dn and G5). Types with less than 2 vCPUs or 4 GiB are left out: kubeadm takes no control plane
 * below 2 vCPUs, and little is left for pods.
 */

export const architectures = ["x86_64", "arm64"] as const;
export type Architecture = (typeof architectures)[number];

interface Family {
  category: "burstable" | "general" | "compute" | "memory" | "gpu";
  architecture: Architecture;
}

const families = {
  t3: { category: "burstable", architecture: "x86_64" },
  t4g: { category: "burstable", architecture: "arm64" },
  m6i: { category: "general", architecture: "x86_64" },
  m7i: { category: "general", architecture: "x86_64" },
  m7g: { category: "general", architecture: "arm64" },
  c6i: { category: "compute", architecture: "x86_64" },
  c7i: { category: "compute", architecture: "x86_64" },
  c7g: { category: "compute", architecture: "arm64" },
  r6i: { category: "memory", architecture: "x86_64" },
  r7i: { category: "memory", architecture: "x86_64" },
  g4dn: { category: "gpu", architecture: "x86_64" },
  g5: { category: "gpu", architecture: "x86_64" },
} as const satisfies Record<string, Family>;

const gpuOf = {
  g4dn: { name: "NVIDIA T4", memoryMiB: 16_384 },
  g5: { name: "NVIDIA A10G", memoryMiB: 24_576 },
} as const;

/** vCPUs, memory in GiB; for those with accelerators their number and the local disks in GB. */
const sizes = {
  "t3.medium": [2, 4],
  "t3.large": [2, 8],
  "t3.xlarge": [4, 16],
  "t3.2xlarge": [8, 32],
  "t4g.medium": [2, 4],
  "t4g.large": [2, 8],
  "t4g.xlarge": [4, 16],
  "t4g.2xlarge": [8, 32],
  "m6i.large": [2, 8],
  "m6i.xlarge": [4, 16],
  "m6i.2xlarge": [8, 32],
  "m6i.4xlarge": [16, 64],
  "m6i.8xlarge": [32, 128],
  "m7i.large": [2, 8],
  "m7i.xlarge": [4, 16],
  "m7i.2xlarge": [8, 32],
  "m7i.4xlarge": [16, 64],
  "m7i.8xlarge": [32, 128],
  "m7g.large": [2, 8],
  "m7g.xlarge": [4, 16],
  "m7g.2xlarge": [8, 32],
  "m7g.4xlarge": [16, 64],
  "m7g.8xlarge": [32, 128],
  "c6i.large": [2, 4],
  "c6i.xlarge": [4, 8],
  "c6i.2xlarge": [8, 16],
  "c6i.4xlarge": [16, 32],
  "c6i.8xlarge": [32, 64],
  "c7i.large": [2, 4],
  "c7i.xlarge": [4, 8],
  "c7i.2xlarge": [8, 16],
  "c7i.4xlarge": [16, 32],
  "c7i.8xlarge": [32, 64],
  "c7g.large": [2, 4],
  "c7g.xlarge": [4, 8],
  "c7g.2xlarge": [8, 16],
  "c7g.4xlarge": [16, 32],
  "c7g.8xlarge": [32, 64],
  "r6i.large": [2, 16],
  "r6i.xlarge": [4, 32],
  "r6i.2xlarge": [8, 64],
  "r6i.4xlarge": [16, 128],
  "r7i.large": [2, 16],
  "r7i.xlarge": [4, 32],
  "r7i.2xlarge": [8, 64],
  "r7i.4xlarge": [16, 128],
  "g4dn.xlarge": [4, 16, 1, 125],
  "g4dn.2xlarge": [8, 32, 1, 225],
  "g4dn.4xlarge": [16, 64, 1, 225],
  "g4dn.8xlarge": [32, 128, 1, 900],
  "g4dn.12xlarge": [48, 192, 4, 900],
  "g5.xlarge": [4, 16, 1, 250],
  "g5.2xlarge": [8, 32, 1, 450],
  "g5.4xlarge": [16, 64, 1, 600],
  "g5.8xlarge": [32, 128, 1, 900],
  "g5.12xlarge": [48, 192, 4, 3800],
} as const satisfies Record<string, readonly [number, number] | readonly [number, number, number, number]>;

export type MachineTypeName = keyof typeof sizes;
export const machineTypes = Object.keys(sizes) as [MachineTypeName, ...MachineTypeName[]];

export interface MachineFacts extends Family {
  id: MachineTypeName;
  family: string;
  vcpus: number;
  memoryMiB: number;
  gpu?: { name: string; count: number; memoryMiB: number };
  localDiskGB?: number;
}

export const machineFacts = (id: MachineTypeName): MachineFacts => {
  const family = id.slice(0, id.indexOf(".")) as keyof typeof families;
  const [vcpus, memoryGiB, gpus, localDiskGB] = sizes[id] as readonly [number, number, number?, number?];
  return {
    id,
    family,
    ...families[family],
    vcpus,
    memoryMiB: memoryGiB * 1024,
    ...(gpus === undefined ? {} : { gpu: { ...gpuOf[family as keyof typeof gpuOf], count: gpus } }),
    ...(localDiskGB === undefined ? {} : { localDiskGB }),
  };
};
