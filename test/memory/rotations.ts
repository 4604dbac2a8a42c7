import type { KeyPhase } from "#contract/key-phases.ts";
import type { RotateKeys } from "#contract/key-rotations.ts";
import type { Operation } from "#contract/operations.ts";
import { callOf } from "#core/fakes/calls.ts";
import { rotateKeysOrPlan } from "#core/keys/rotate-keys.ts";
import { withCluster } from "./node-calls.ts";
import { ended } from "./node-rest.ts";
import { caller, type Service } from "./service.ts";
import { versionsNow } from "./upgrades.ts";

export const rotate = async (
  service: Service,
  clusterId: string,
  phase: KeyPhase,
  force: RotateKeys["force"] = [],
): Promise<Operation> => {
  const call = { ...callOf({}), params: { clusterId }, body: { phase, force }, query: {} };
  return (await rotateKeysOrPlan(call, { ...service.ports, ...service.write })) as Operation;
};

/** Longer than credentials live that the old keys have signed. */
export const passCredentials = ({ ports }: Service): void => {
  const { now } = ports.clock;
  ports.clock.now = () => new Date(Date.parse(now()) + 2 * 3600_000).toISOString();
};

/** A cluster whose rotation has come as far as the phase, and is to go on with the next. */
export const rotated = async (service: Service, ...phases: KeyPhase[]): Promise<{ clusterId: string }> => {
  const { clusterId } = await withCluster(service, { nodeGroups: [{ name: "default", size: 2 }] });
  for (const phase of phases) {
    if (phase === "drop") passCredentials(service);
    const { status, error } = await ended(service, await rotate(service, clusterId, phase));
    if (status !== "succeeded") throw new Error(`phase ${phase} is ${status}: ${error?.message}`);
  }
  return { clusterId };
};

const begins =
  (phase: KeyPhase, ...before: KeyPhase[]) =>
  async (service: Service): Promise<Operation> => {
    const { clusterId } = await rotated(service, ...before);
    if (phase === "drop") passCredentials(service);
    return rotate(service, clusterId, phase);
  };

export const rotations = {
  add: begins("add"),
  move: begins("move", "add"),
  drop: begins("drop", "add", "move"),
};

/** Authorities, such as `CA 1`, in their order. */
const named = (pem = ""): string[] => pem.match(/CA \d+/g) ?? [];

/** Who signs, who is trusted by whom, and which keys are kept, beside all that an upgrade may change. */
export const keysNow = async (service: Service, clusterId: string) => {
  const { ports, world } = service;
  const keys = await ports.secrets.keys(clusterId);
  const cluster = await ports.state.cluster(caller.tenantId, clusterId);
  const { items } = await ports.state.nodes(caller.tenantId, clusterId);
  const dataOf = (name: string) =>
    (ports.kubernetes.objects(clusterId).find(({ metadata }) => metadata.name === name)?.["data"] ?? {}) as Record<
      string,
      string
    >;
  const [, info = ""] = /authority-data: (\S+)/.exec(dataOf("cluster-info")["kubeconfig"] ?? "") ?? [];
  return {
    ...(await versionsNow(service, clusterId)),
    trusted: named(keys.files["pki/ca.crt"]),
    signs: named(keys.files["pki/ca.key"]),
    signsBy: named(keys.files["pki/cluster-signing.crt"]),
    kept: [...new Set(named(JSON.stringify(keys)))].sort(),
    handedOut: named(cluster.resources.certificateAuthority),
    found: named(Buffer.from(info, "base64").toString()),
    extensions: named(dataOf("extension-apiserver-authentication")["client-ca-file"]),
    told: world.of("secrets", clusterId).map(({ value }) => (value as { caCertHash: string }).caCertHash),
    revision: [keys.revision ?? 0, cluster.keySet?.revision ?? 0],
    machines: [...new Set(items.map(({ keyRevision = 0 }) => keyRevision))],
  };
};

/** The same for two services, which name authorities in the order in which they have made them: those that came to nothing are counted in. */
export const keyPicture = async (service: Service, clusterId: string) => {
  const { told, ...now } = await keysNow(service, clusterId);
  const names = [...new Set([...now.trusted, ...now.kept])].sort(byNumber);
  const text = JSON.stringify(now).replace(/CA \d+/g, (name) => `CA #${names.indexOf(name) + 1}`);
  return { ...(JSON.parse(text) as typeof now), isTold: new Set(told).size === 1 };
};
const byNumber = (a: string, b: string): number => Number(a.slice(3)) - Number(b.slice(3));
