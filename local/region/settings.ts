/** What the region can be told at its start; every time has AWS's own order, only shorter. */
export interface Settings {
  /** Kubernetes versions that have a machine image, such as v1.37.2. */
  images: readonly string[];
  /** Architectures that each version has an image for. */
  architectures: readonly ("x86_64" | "arm64")[];
  /** vCPUs of all running instances together, by quota. */
  vcpuQuota: { standard: number; gpu: number };
  /** How long volumes, NAT gateways and balancers are on their way from one state to the next. */
  settleSeconds: number;
  /** How long a terminated instance and a deleted NAT gateway stay visible. AWS: about an hour. */
  goneVisibleSeconds: number;
  /** Longest time that a deregistered target drains. AWS has no such limit beside the target group's own delay. */
  maxDrainSeconds: number;
  /** First three parts of the loopback addresses that balancers get on this computer, such as 127.77.0. */
  balancerNetwork: string;
  /** Milliseconds since 1970. */
  now: () => number;
}

export const defaultSettings: Settings = {
  images: ["v1.37.2", "v1.36.3"],
  architectures: ["x86_64"],
  vcpuQuota: { standard: 512, gpu: 64 },
  settleSeconds: 0.2,
  goneVisibleSeconds: 300,
  maxDrainSeconds: 10,
  balancerNetwork: "127.77.0",
  now: Date.now,
};
