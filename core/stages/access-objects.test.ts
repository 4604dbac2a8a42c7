import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { roles } from "#contract/roles.ts";
import { nextAccess } from "#core/clusters/access-groups.ts";
import { accessObjects } from "./access-objects.ts";
import { operatorRules } from "./operator-rules.ts";

const once = { viewer: 1, operator: 1, admin: 1 };

/** Which groups may what: the cluster roles of each group. */
const boundTo = (access: typeof once): Map<string, string[]> => {
  const bound = new Map<string, string[]>();
  for (const { kind, subjects, roleRef } of accessObjects(access).map((object) => object as Record<string, unknown>)) {
    if (kind !== "ClusterRoleBinding") continue;
    for (const { name } of subjects as { name: string }[])
      bound.set(name, [...(bound.get(name) ?? []), (roleRef as { name: string }).name].sort());
  }
  return bound;
};

test("each role's group is bound to what the role may do", () => {
  expect(Object.fromEntries(boundTo(once))).toEqual({
    "kubewright:viewers:1": ["kubewright:cluster-viewer", "view"],
    "kubewright:operators:1": ["kubewright:cluster-viewer", "kubewright:operator", "view"],
    "kubewright:admins:1": ["cluster-admin"],
  });
});

test("after any row of revocations no group of an earlier generation has a right, and the others keep theirs", () => {
  const revocation = fc.uniqueArray(fc.constantFrom(...roles), { minLength: 1 });
  fc.assert(
    fc.property(fc.array(revocation, { minLength: 1, maxLength: 8 }), (rows) => {
      let access = once;
      for (const revoked of rows) {
        const before = boundTo(access);
        access = nextAccess(access, revoked);
        const after = boundTo(access);
        for (const [group, rights] of before) {
          const gone = revoked.some((role) => group.startsWith(`kubewright:${role}s:`));
          expect(after.get(group)).toEqual(gone ? undefined : rights);
        }
        expect(after.size).toBe(roles.length);
      }
    }),
  );
});

test("objects keep their names, so that a binding is moved and not doubled", () => {
  const names = (access: typeof once) => accessObjects(access).map(({ kind, metadata: { name } }) => `${kind} ${name}`);
  expect(new Set(names(once)).size).toBe(names(once).length);
  expect(names(nextAccess(once, roles))).toEqual(names(once));
});

test("operators reach no secrets, tokens, roles, nodes or admission, and no kind by wildcard", () => {
  const forbidden =
    /secret|serviceaccount|role|^nodes|webhook|admission|certificate|customresource|apiservice|\*|proxy/i;
  const groups = /rbac|admission|certificates|apiextensions|apiregistration|authentication|authorization|\*/;
  for (const { apiGroups, resources, verbs } of operatorRules) {
    for (const resource of resources) expect(resource).not.toMatch(forbidden);
    for (const group of apiGroups) expect(group).not.toMatch(groups);
    for (const verb of verbs)
      expect(["get", "create", "update", "patch", "delete", "deletecollection"]).toContain(verb);
  }
});
