import type { Cluster, Operation, OperationStage } from "#cli/api-types.ts";

export const clusterId = "cls_01kb2m3n4p5q6r7s8t9v0w1x2y";
export const operationId = "op_01kb2m3n4p5q6r7s8t9v0w1x2y";
const at = (seconds: number): string => new Date(Date.UTC(2026, 0, 1) + seconds * 1000).toISOString();

export const cluster: Cluster = {
  id: clusterId,
  name: "web",
  state: "running",
  version: "v1.37.2",
  labels: { team: "shop" },
  network: {
    cidr: "10.0.0.0/16",
    podCidr: "10.244.0.0/16",
    serviceCidr: "10.96.0.0/16",
    apiAccessCidrs: ["0.0.0.0/0"],
  },
  controlPlane: { machines: 3, machineType: "t3.large", etcdDiskGiB: 20 },
  nodeGroups: [
    {
      id: "ng_01kb2m3n4p5q6r7s8t9v0w1x2y",
      name: "default",
      state: "running",
      machineType: "t3.large",
      size: 2,
      min: 0,
      max: 100,
      diskGiB: 40,
      dataDisks: [],
      labels: {},
      taints: [],
      spot: false,
      placement: "any",
      repair: { enabled: true, keepFailedMachines: false, notReadySeconds: 300 },
      autoscaling: { enabled: false, scaleDownAfterSeconds: 600 },
      drainSeconds: 900,
      template: 1,
      rev: 1,
    },
  ],
  endpoint: "https://api.example.com:6443",
  conditions: [],
  deletionProtection: false,
  createdAt: at(0),
  updatedAt: at(0),
  rev: 4,
};

export const stage = (name: string, status: OperationStage["status"], from?: number, to?: number): OperationStage => ({
  name,
  after: [],
  status,
  attempts: status === "pending" ? 0 : 1,
  ...(from === undefined ? {} : { startedAt: at(from) }),
  ...(to === undefined ? {} : { endedAt: at(to) }),
});

export const operation = (status: Operation["status"], more: Partial<Operation> = {}): Operation => ({
  id: operationId,
  kind: "cluster.create",
  clusterId,
  clusterName: "web",
  status,
  stages: [
    stage("CreateNetwork", "succeeded", 1, 3),
    stage("LaunchControlPlane", "running", 3),
    stage("VerifyCluster", "pending"),
  ],
  requestedBy: "you",
  createdAt: at(0),
  startedAt: at(1),
  ...(["pending", "running", "paused"].includes(status) ? {} : { endedAt: at(75) }),
  ...more,
});
