import type { Context } from "../context.ts";

/** Ids of what must go before the VPC can; its main route table and default security group go with it. */
export const dependants = ({ state }: Context, vpc: string): string[] => {
  const inside = (row: { vpcId: string | null }) => row.vpcId === vpc;
  return [
    ...state.subnets.where(inside),
    ...state.internetGateways.where(inside),
    ...state.interfaces.where(inside),
    ...state.natGateways.where((gateway) => inside(gateway) && gateway.state !== "deleted"),
    ...state.routeTables.where((table) => inside(table) && !table.main),
    ...state.securityGroups.where((group) => inside(group) && group.name !== "default"),
  ].map(({ id }) => id);
};
