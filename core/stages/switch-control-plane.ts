import { NotYet } from "#core/errors.ts";
import type { MemberPlace } from "#core/records.ts";
import { made } from "./made.ts";
import { serveWith } from "./member-change.ts";
import { membersOf } from "./restored-members.ts";
import type { Ports, Stage } from "./stage.ts";

/** Two etcds are never behind the load balancer at once: it sends nothing to anybody until it has let go of all others. */
const serveOnly = async (
  input: Parameters<Stage>[0],
  pick: (members: ReturnType<typeof membersOf>) => MemberPlace[],
  ports: Pick<Ports, "state" | "loadBalancers">,
): Promise<Map<string, string>> => {
  const cluster = await ports.state.cluster(input.tenantId, input.clusterId);
  const { targetGroupArn } = made(cluster, "loadBalancer");
  const members = pick(membersOf(cluster, input));
  const meant = new Set(members.map(({ address }) => address));
  const targets = await ports.loadBalancers.targets(targetGroupArn);
  if ([...targets.keys()].some((address) => !meant.has(address))) {
    await serveWith(cluster, [], ports);
    throw new NotYet("the load balancer lets go of the other control plane's members");
  }
  await serveWith(cluster, members, ports);
  return targets;
};

/** The new members have booted: they take the old ones' place. @throws NotYet until one of them serves */
export const switchControlPlane: Stage = async (input, ports) => {
  const targets = await serveOnly(input, ({ born }) => born, ports);
  if (![...targets.values()].includes("healthy"))
    throw new NotYet("the load balancer does not send to the new members yet");
};

/** The old members are back in service, with what they have. */
export const undoSwitchControlPlane: Stage = async (input, ports) => {
  await serveOnly(input, ({ old }) => old, ports);
};
