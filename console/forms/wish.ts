import type { CreateCluster, NodeGroupSpec } from "../api/types.ts";

/** A node group as it is typed: numbers are text until the service has looked at them. */
export interface GroupWish {
  name: string;
  machineType: string;
  size: string;
}

/** A cluster as it is typed. Empty: as the service thinks best. */
export interface Wish {
  name: string;
  version: string;
  machines: "3" | "5";
  controlPlaneType: string;
  groups: GroupWish[];
  cidr: string;
  apiAccess: string;
  everyHours: string;
  deletionProtection: boolean;
}

export const usualType = "t3.large";

export const firstWish = (name: string): Wish => ({
  name,
  version: "",
  machines: "3",
  controlPlaneType: usualType,
  groups: [{ name: "default", machineType: usualType, size: "3" }],
  cidr: "",
  apiAccess: "",
  everyHours: "1",
  deletionProtection: false,
});

/** What is no number goes as it is, so that the service says what is allowed there. */
const number = (text: string): number =>
  text.trim() !== "" && Number.isFinite(Number(text)) ? Number(text) : (text as never);

export const groupBody = ({ name, machineType, size }: GroupWish): NodeGroupSpec => ({
  name,
  machineType: machineType as NonNullable<NodeGroupSpec["machineType"]>,
  size: number(size),
});

/** The request's body: only what differs from what the service would take by itself. */
export const createBody = (wish: Wish): CreateCluster => {
  const ranges = wish.apiAccess.split(/[\s,]+/).filter(Boolean);
  const network = {
    ...(wish.cidr ? { cidr: wish.cidr } : {}),
    ...(ranges.length > 0 ? { apiAccessCidrs: ranges } : {}),
  };
  return {
    name: wish.name,
    ...(wish.version ? { version: wish.version } : {}),
    controlPlane: {
      machines: wish.machines === "5" ? 5 : 3,
      machineType: wish.controlPlaneType as NonNullable<NodeGroupSpec["machineType"]>,
    },
    nodeGroups: wish.groups.map(groupBody),
    ...(Object.keys(network).length > 0 ? { network } : {}),
    backups: { everyHours: number(wish.everyHours) },
    deletionProtection: wish.deletionProtection,
  };
};
