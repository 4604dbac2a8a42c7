/** What decides who goes when a node group shrinks. */
export interface Candidate {
  nodeId: string;
  zone: string;
  /** A change that has not come to its end has begun to take it away. */
  leaving: boolean;
  /** Its Kubernetes node is Ready and takes pods. */
  inService: boolean;
  /** The group's template that it was made by. */
  template: number;
  /** RFC 3339. */
  launchedAt: string;
}

const count = (nodes: readonly Candidate[], zone: string): number => nodes.filter((node) => node.zone === zone).length;

/**
 * Who goes first: whoever is leaving already; then whoever is not in service; then one of the fullest zone; then whoever is made by the
 * oldest template; then the oldest. The id decides what is left, so that everybody who looks picks the same.
 */
const first = (nodes: readonly Candidate[]): Candidate | undefined => {
  const ranks = new Map(
    nodes.map((node) => [
      node,
      [
        ...[Number(!node.leaving), Number(node.inService), -count(nodes, node.zone)],
        ...[node.template, Date.parse(node.launchedAt)],
      ],
    ]),
  );
  const before = (a: Candidate, b: Candidate): number => {
    const [x = [], y = []] = [ranks.get(a), ranks.get(b)];
    const differs = x.findIndex((rank, i) => rank !== y[i]);
    return differs < 0 ? (a.nodeId < b.nodeId ? -1 : 1) : (x[differs] ?? 0) - (y[differs] ?? 0);
  };
  return nodes.toSorted(before)[0];
};

/** The nodes that leave a group that is to have `count` fewer, in the order in which they are picked. */
export const pickLeaving = (nodes: readonly Candidate[], leaving: number): Candidate[] => {
  const picked: Candidate[] = [];
  let rest = [...nodes];
  while (picked.length < leaving) {
    const one = first(rest);
    if (!one) break;
    picked.push(one);
    rest = rest.filter((node) => node !== one);
  }
  return picked;
};
