import { type Role, roles } from "#contract/roles.ts";
import type { Access, ClusterRecord } from "#core/records.ts";

/** Which generation of each role's group has rights inside the cluster. */
export const accessOf = ({ access }: Pick<ClusterRecord, "access">): Access =>
  access ?? { viewer: 1, operator: 1, admin: 1 };

/**
 * The group that a role's certificates name, such as `kubewright:operators:1`. A certificate cannot be taken back; the rights of its
 * group can, by binding them to the next one.
 */
export const accessGroup = (role: Role, access: Access): string => `kubewright:${role}s:${access[role]}`;

/** The next generation for some roles, the present one for the others. */
export const nextAccess = (access: Access, revoked: readonly Role[]): Access => {
  const next = { ...access };
  for (const role of roles) if (revoked.includes(role)) next[role] += 1;
  return next;
};
