import type { IpPermission } from "@aws-sdk/client-ec2";

/** Who may come in, as one rule of one security group. */
interface Rule {
  protocol: "tcp" | "udp" | "icmp" | "-1";
  ports: readonly [from: number, to: number];
  from: { cidr: string } | { groupId: string };
  why: string;
}

const every = (protocol: "icmp" | "-1") => ({ protocol, ports: [-1, -1] as const });
const tcp = (from: number, to = from) => ({ protocol: "tcp" as const, ports: [from, to] as const });
const udp = (port: number) => ({ protocol: "udp" as const, ports: [port, port] as const });

/** Pods keep their own addresses inside the VPC, so what nodes may do pods may too. */
const insiders = ({ cidr, podCidr }: { cidr: string; podCidr: string }) =>
  [cidr, podCidr].map((range) => ({ cidr: range }));

export const controlPlaneRules = (order: {
  groupId: string;
  cidr: string;
  podCidr: string;
  apiAccessCidrs: string[];
}): Rule[] => {
  const callers = [...new Set([...order.apiAccessCidrs, order.cidr, order.podCidr])];
  return [
    ...callers.map((cidr) => ({ ...tcp(6443), from: { cidr }, why: "Kubernetes API" })),
    { ...tcp(2379, 2380), from: { groupId: order.groupId }, why: "etcd, among members only" },
    ...insiders(order).flatMap((from) => [
      { ...tcp(10250), from, why: "kubelet: logs, exec, metrics" },
      { ...tcp(10256), from, why: "kube-proxy health" },
      { ...tcp(53), from, why: "CoreDNS may run here" },
      { ...udp(53), from, why: "CoreDNS may run here" },
      { ...tcp(9153), from, why: "CoreDNS metrics" },
      { ...every("icmp"), from, why: "path MTU, ping" },
    ]),
  ];
};

/** Anything inside: services and pods listen on whatever ports their owners choose. */
export const workerRules = (order: { cidr: string; podCidr: string }): Rule[] =>
  insiders(order).map((from) => ({ ...every("-1"), from, why: "machines and pods of the cluster" }));

const keysOf = ({ IpProtocol, FromPort, ToPort, IpRanges, UserIdGroupPairs }: IpPermission): string[] =>
  [...(IpRanges ?? []).map(({ CidrIp }) => CidrIp), ...(UserIdGroupPairs ?? []).map(({ GroupId }) => GroupId)].map(
    (from) => [IpProtocol, ...(IpProtocol === "-1" ? [] : [FromPort, ToPort]), from].join(" "),
  );

const permission = ({ protocol, ports: [from, to], ...rule }: Rule): IpPermission => ({
  IpProtocol: protocol,
  ...(protocol === "-1" ? {} : { FromPort: from, ToPort: to }),
  ...("cidr" in rule.from
    ? { IpRanges: [{ CidrIp: rule.from.cidr, Description: rule.why }] }
    : { UserIdGroupPairs: [{ GroupId: rule.from.groupId, Description: rule.why }] }),
});

/** One rule of a group, for people: `tcp 6443 from 0.0.0.0/0`. */
const wordsOf = ({ IpProtocol, FromPort, ToPort, ...from }: IpPermission): string[] => {
  const ports =
    FromPort === undefined || FromPort === -1 ? "" : ` ${FromPort === ToPort ? FromPort : `${FromPort}-${ToPort}`}`;
  const what = IpProtocol === "-1" ? "everything" : `${IpProtocol}${ports}`;
  return [
    ...(from.IpRanges ?? []).map(({ CidrIp }) => CidrIp),
    ...(from.Ipv6Ranges ?? []).map(({ CidrIpv6 }) => CidrIpv6),
    ...(from.UserIdGroupPairs ?? []).map(({ GroupId }) => GroupId),
    ...(from.PrefixListIds ?? []).map(({ PrefixListId }) => PrefixListId),
  ].map((source) => `${what} from ${source}`);
};

/** How a group's rules differ from those that it is to have, in words. */
export const comparePermissions = (
  rules: Rule[],
  there: readonly IpPermission[],
): { missing: string[]; extra: string[] } => {
  const [wanted, seen] = [rules.map(permission).flatMap(wordsOf), there.flatMap(wordsOf)];
  return {
    missing: wanted.filter((words) => !seen.includes(words)),
    extra: seen.filter((words) => !wanted.includes(words)),
  };
};

/** Those of the rules that the group has not got yet: EC2 refuses the whole call for one that it has. */
export const missingPermissions = (rules: Rule[], there: readonly IpPermission[]): IpPermission[] => {
  const known = new Set(there.flatMap(keysOf));
  return rules.map(permission).filter((wanted) => keysOf(wanted).some((key) => !known.has(key)));
};
