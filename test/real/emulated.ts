import type { Operation } from "#contract/operations.ts";
import { eventually } from "#local/eventually.ts";

/** A kind that 1.37 is the first to serve without being asked to, and the group and version that it is in. */
const served = { path: "/apis/certificates.k8s.io/v1", kind: "ClusterTrustBundle" };
/** API servers stand behind a load balancer: so many questions reach each of them. */
const questions = 12;

type Kubectl = (...args: string[]) => Promise<string>;

/** What API servers of the control plane are told to emulate, by how many; a manifest without the flag counts as `itself`. */
export const emulatedBy = async (kubectl: Kubectl): Promise<Record<string, number>> => {
  const args = ["-n", "kube-system", "-l", "component=kube-apiserver", "-o", "json"];
  const { items } = JSON.parse(await kubectl("get", "pods", ...args)) as {
    items: { spec: { containers: { command: string[] }[] } }[];
  };
  const counts: Record<string, number> = {};
  for (const { spec } of items) {
    const flag = spec.containers[0]?.command.find((word) => word.startsWith("--emulated-version="));
    const what = flag?.replace(/^.*=/, "") ?? "itself";
    counts[what] = (counts[what] ?? 0) + 1;
  }
  return counts;
};

/** How many of some questions, each on a connection of its own, find served what is new. */
export const answersWithNew = async (kubectl: Kubectl): Promise<number> => {
  let found = 0;
  for (let i = 0; i < questions; i++)
    if ((await kubectl("get", "--raw", served.path)).includes(served.kind)) found += 1;
  return found;
};

/** What is seen once two members are of the new version and the third of the old one is still there. */
export const seenWithTwoNew = async (look: () => Promise<Operation>, kubectl: Kubectl) => {
  const { upgrade } = await eventually(look, (now) => (now.upgrade?.machines.done ?? 0) >= 2, {
    seconds: 400,
    pause: 500,
  });
  return {
    ...{ operation: upgrade?.emulates, told: await emulatedBy(kubectl), withNew: await answersWithNew(kubectl) },
    done: (await look()).upgrade?.machines.done,
  };
};
