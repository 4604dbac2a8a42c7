import { watchDrifts } from "#core/drift/watch-drifts.ts";
import { fakeRelay } from "#core/fakes/health.ts";
import { inMemory, type Service } from "./service.ts";
import { start, watched } from "./watching.ts";

/** Looks for what somebody has changed by hand. @returns what comes of it for the first cluster; @throws its error */
export const lookOf = (service: Service) => {
  const ports = { ...watched(service).watch, inventory: service.ports.inventory, relay: fakeRelay() };
  return async () => {
    const [one] = await watchDrifts(undefined, ports);
    if (one?.result.status === "rejected") throw one.result.reason;
    return one?.result.value;
  };
};

/** Things of a cluster that people change by hand. */
export const thingsOf = ({ world }: Service, clusterId: string) => {
  const group = world.of("securityGroups", clusterId).find(({ role }) => role === "worker");
  const [targets] = world.of("targetGroups", clusterId);
  const [table] = world.of("routeTables", clusterId);
  if (!group || !targets || !table) throw new Error("the cluster was not made");
  return { group, targets, table };
};

/** A running cluster whose things somebody changes by hand. */
export const compared = async (service = inMemory()) => {
  const started = await start({}, watched(service));
  const { watching, clusterId } = started;
  const drift = async () => (await watching.cluster(clusterId)).conditions.find(({ type }) => type === "DriftDetected");
  return { ...started, service, world: service.world, look: lookOf(service), drift, ...thingsOf(service, clusterId) };
};
