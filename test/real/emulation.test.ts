import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { cacheFolder } from "#local/folders.ts";
import { ensureKubernetes } from "#local/kubernetes/binaries.ts";
import { kubectlWith } from "#local/kubernetes/kubectl.ts";
import { type ApiServer, startApiServer } from "./api-server.ts";

/** What is new in it is known of this version only. */
const version = "v1.37.2";
let programs: string;

beforeAll(async () => {
  programs = await ensureKubernetes(version, { cacheDir: cacheFolder() });
}, 1_800_000);

const kindsOf = async ({ kubectl }: Awaited<ReturnType<typeof adminOf>>): Promise<string[]> =>
  (await kubectl("api-resources", "--no-headers", "-o", "name")).split("\n");

const adminOf = async (server: ApiServer) =>
  kubectlWith(join(programs, "kubectl"), await server.credentials("ada", "system:masters"));

const scaler = (minReplicas: number) => ({
  apiVersion: "autoscaling/v2",
  kind: "HorizontalPodAutoscaler",
  metadata: { name: "web", namespace: "default" },
  spec: {
    ...{ minReplicas, maxReplicas: 3, scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "web" } },
    metrics: [
      {
        type: "External",
        external: { metric: { name: "queue" }, target: { type: "Value", value: "1" } },
      },
    ],
  },
});

const refused = (error: unknown): string => String((error as { stderr?: string }).stderr ?? error);

describe.each([
  ["that emulates the minor before", "1.36", false],
  ["of its own version", undefined, true],
])("an API server %s", (_, emulates, isNew) => {
  let server: ApiServer;
  beforeAll(async () => {
    server = await startApiServer(programs, emulates);
  }, 120_000);
  afterAll(() => server?.stop(), 60_000);

  test("says what it is", async () => {
    const { kubectl } = await adminOf(server);
    expect(JSON.parse(await kubectl("get", "--raw", "/version"))).toMatchObject({
      ...{ minor: "37", emulationMinor: isNew ? "37" : "36", minCompatibilityMinor: isNew ? "36" : "35" },
      gitVersion: version,
    });
  });

  test("serves the kinds that came with its minor only where it is itself", async () => {
    const kinds = await kindsOf(await adminOf(server));
    for (const kind of ["clustertrustbundles.certificates.k8s.io", "devicetaintrules.resource.k8s.io"])
      expect({ kind, is: kinds.includes(kind) }).toEqual({ kind, is: isNew });
    expect(kinds).toContain("deployments.apps");
  });

  test("takes what only its own minor knows only where it is itself", async () => {
    const { apply, kubectl } = await adminOf(server);
    const said = await apply(scaler(0)).then(() => "taken", refused);
    expect(said).toMatch(isNew ? /taken/ : /minReplicas.*greater than or equal to 1/s);
    expect(await apply(scaler(1)).then(() => "taken", refused)).toBe("taken");
    const bundles = await kubectl("get", "clustertrustbundles").then(() => "served", refused);
    expect(bundles).toMatch(isNew ? /served/ : /doesn't have a resource type/);
  });
});
