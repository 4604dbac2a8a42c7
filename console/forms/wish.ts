import type { CreateCluster } from "../api/types.ts";
import { firstGroup, type GroupWish, groupBody, type Pair, recordOf, usualType } from "./group-wish.ts";
import { number } from "./number.ts";
import { firstTimes, type SleepWish, scheduleOf } from "./sleep-wish.ts";

/** A cluster as it is typed. Empty: as the service thinks best. */
export interface Wish {
  name: string;
  /** The backup that the cluster begins with. */
  restoreFrom?: CreateCluster["restoreFrom"];
  version: string;
  machines: "3" | "5";
  controlPlaneType: string;
  etcdDiskGiB: string;
  groups: GroupWish[];
  cidr: string;
  podCidr: string;
  serviceCidr: string;
  apiAccess: string;
  backups: BackupWish;
  sleep: SleepWish;
  labels: Pair[];
  deletionProtection: boolean;
}

export interface BackupWish {
  everyHours: string;
  keepHourly: string;
  keepDaily: string;
  drillEveryDays: string;
}

export const firstWish = (name: string): Wish => ({
  name,
  version: "",
  machines: "3",
  controlPlaneType: usualType,
  etcdDiskGiB: "20",
  groups: [firstGroup("default")],
  ...{ cidr: "", podCidr: "", serviceCidr: "", apiAccess: "" },
  backups: { everyHours: "1", keepHourly: "24", keepDaily: "7", drillEveryDays: "7" },
  sleep: firstTimes,
  labels: [],
  deletionProtection: false,
});

/** One that begins with a backup. Services keep their addresses, and so the range that these are of. */
export const restoredWish = (clusterId: string, backupId: string, serviceCidr: string): Wish => ({
  ...firstWish(""),
  ...{ restoreFrom: { clusterId, backupId }, serviceCidr },
});

/** The request's body: only what differs from what the service would take by itself. */
export const createBody = (wish: Wish): CreateCluster => {
  const { everyHours, keepHourly, keepDaily, drillEveryDays } = wish.backups;
  const ranges = wish.apiAccess.split(/[\s,]+/).filter(Boolean);
  const network = {
    ...(wish.cidr ? { cidr: wish.cidr } : {}),
    ...(wish.podCidr ? { podCidr: wish.podCidr } : {}),
    ...(wish.serviceCidr ? { serviceCidr: wish.serviceCidr } : {}),
    ...(ranges.length > 0 ? { apiAccessCidrs: ranges } : {}),
  };
  const hibernation = scheduleOf(wish.sleep);
  return {
    name: wish.name,
    ...(wish.restoreFrom ? { restoreFrom: wish.restoreFrom } : {}),
    ...(wish.version ? { version: wish.version } : {}),
    ...(wish.labels.length > 0 ? { labels: recordOf(wish.labels) } : {}),
    controlPlane: {
      machines: wish.machines === "5" ? 5 : 3,
      machineType: wish.controlPlaneType as NonNullable<NonNullable<CreateCluster["controlPlane"]>["machineType"]>,
      etcdDiskGiB: number(wish.etcdDiskGiB),
    },
    nodeGroups: wish.groups.map(groupBody),
    ...(Object.keys(network).length > 0 ? { network } : {}),
    backups: {
      everyHours: number(everyHours),
      keepHourly: number(keepHourly),
      keepDaily: number(keepDaily),
      drillEveryDays: number(drillEveryDays),
    },
    ...(hibernation ? { hibernation } : {}),
    deletionProtection: wish.deletionProtection,
  };
};
