import type { Machine } from "#core/ports/cloud.ts";
import type { Part, Seen } from "#core/ports/inventory.ts";
import type { ClusterRecord, NodeRecord } from "#core/records.ts";

/** Something that is not as the service has made it. */
export interface Finding {
  what: string;
  /**
   * What is done about it: `mend` puts it back; `tell` leaves it alone, for it may be somebody's; `block` leaves all alone, for what is
   * put back beside it would be made a second time.
   */
  does: "mend" | "tell" | "block";
}

export interface Compared {
  findings: Finding[];
  /** Things whose marks are to be put back. */
  unmarked: Part[];
}

const tagNames = { role: "role", zone: "zone", nodeGroupId: "node-group" } as const;

const marksOf = ({ kind, id, marks }: Part, { marks: seen }: Seen): Finding[] => {
  const there = seen.get(id);
  // A machine that has ended is the business of repair.
  if (!there) return kind === "instance" ? [] : [{ what: `${kind} ${id} is gone`, does: "block" }];
  if (there.clusterId !== marks.clusterId)
    return [
      {
        what: `${kind} ${id} has lost its tag kubewright:cluster (${marks.clusterId}); without it the service may not touch it`,
        does: kind === "instance" ? "tell" : "block",
      },
    ];
  const lost = (["role", "zone", "nodeGroupId"] as const).filter(
    (name) => marks[name] !== undefined && marks[name] !== there[name],
  );
  if (lost.length === 0) return [];
  const names = lost.map((name) => `kubewright:${tagNames[name]}`).join(", ");
  return [{ what: `${kind} ${id} has lost its tag ${names}`, does: "mend" }];
};

const rulesOf = ({ rules }: Seen): Finding[] =>
  rules.flatMap(({ groupId, missing, extra }): Finding[] => [
    ...missing.map((rule): Finding => ({ what: `security group ${groupId} lacks ${rule}`, does: "mend" })),
    ...extra.map((rule): Finding => ({ what: `security group ${groupId} also lets in ${rule}`, does: "tell" })),
  ]);

/** @param wanted addresses of the control plane's members */
const targetsOf = ({ targets }: Seen, wanted: readonly string[]): Finding[] => {
  if (!targets) return [{ what: "the load balancer's target group is gone", does: "tell" }];
  return [
    ...wanted
      .filter((address) => !targets.includes(address))
      .map((address): Finding => ({ what: `the load balancer does not send to ${address}`, does: "mend" })),
    ...targets
      .filter((address) => !wanted.includes(address))
      .map((address): Finding => ({ what: `the load balancer also sends to ${address}`, does: "tell" })),
  ];
};

/** Those that carry the cluster's tag without the service knowing of them. */
const strangersOf = (
  { looseInterfaces }: Seen,
  machines: readonly Machine[],
  { nodes, parts }: { nodes: readonly NodeRecord[]; parts: readonly Part[] },
): Finding[] => {
  const known = new Set([...nodes.map(({ nodeId }) => nodeId), ...parts.map(({ id }) => id)]);
  const ours = "carries the cluster's tag, and the service does not know it";
  return [
    ...machines
      .filter(({ instanceId, state }) => state !== "shutting-down" && !known.has(instanceId))
      .map(({ instanceId }): Finding => ({ what: `machine ${instanceId} ${ours}`, does: "tell" })),
    ...looseInterfaces
      .filter((id) => !known.has(id))
      .map((id): Finding => ({ what: `network interface ${id} ${ours}`, does: "tell" })),
  ];
};

/** A cluster at rest against what there is of it. Pure; what was not seen is not judged. */
export const compare = (
  { resources }: Pick<ClusterRecord, "resources">,
  nodes: readonly NodeRecord[],
  { parts, seen, machines }: { parts: readonly Part[]; seen: Seen; machines: readonly Machine[] },
): Compared => {
  const members = (resources.members ?? []).map(({ address }) => address);
  const marks = parts.map((part) => ({ part, findings: marksOf(part, seen) }));
  return {
    findings: [
      ...marks.flatMap(({ findings }) => findings),
      ...rulesOf(seen),
      ...seen.missingRoutes.map((route): Finding => ({ what: `the way ${route} is missing`, does: "mend" })),
      ...targetsOf(seen, members),
      ...strangersOf(seen, machines, { nodes, parts }),
    ],
    unmarked: marks.flatMap(({ part, findings }) => (findings.some(({ does }) => does === "mend") ? [part] : [])),
  };
};
