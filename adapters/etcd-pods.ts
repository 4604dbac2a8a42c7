import { TemporaryFailure } from "#core/errors.ts";
import type { EtcdMember, EtcdMembers } from "#core/ports/etcd.ts";
import type { Clock } from "#core/ports/state.ts";
import { given } from "./aws-answers.ts";
import { etcdctlPodName, runEtcdctl } from "./etcdctl-pod.ts";

interface ListedMember {
  ID: string;
  name?: string;
  peerURLs?: string[];
  isLearner?: boolean;
}

const memberOf = ({ ID, name, peerURLs, isLearner }: ListedMember): EtcdMember => ({
  memberId: ID,
  address: new URL(given(peerURLs?.[0], "the member's peer URL")).hostname,
  votes: isLearner !== true,
  // A member tells its name when it starts.
  started: (name ?? "") !== "",
});

/** Warnings of etcdctl are lines of JSON too. */
const answerIn = (log: string): { members?: ListedMember[] } => {
  const line = log.split("\n").find((one) => one.startsWith('{"header"'));
  if (line === undefined) throw new TemporaryFailure("etcdctl said nothing that is a list of members");
  return JSON.parse(line) as { members?: ListedMember[] };
};

/** etcd asked by its own command, in a pod of the cluster itself: no port of etcd is open to the service, and no shell to anybody. */
export const etcdPods = (clock: Clock): EtcdMembers => ({
  async list(door) {
    // Identities do not fit into the numbers of JSON as it is read here.
    const args = ["member", "list", "--write-out=json", "--hex"];
    const outcome = await runEtcdctl(door, etcdctlPodName(door, "list"), args, clock);
    if ("failed" in outcome) throw new TemporaryFailure(`etcd does not list its members: ${outcome.failed}`);
    return (answerIn(outcome.said).members ?? []).map(memberOf);
  },

  async remove(door, memberId) {
    const outcome = await runEtcdctl(
      door,
      etcdctlPodName(door, `remove-${memberId}`),
      ["member", "remove", memberId],
      clock,
    );
    if ("failed" in outcome && !/member not found/i.test(outcome.failed))
      throw new TemporaryFailure(`etcd does not remove member ${memberId}: ${outcome.failed}`);
  },
});
