import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { kubernetesApi } from "#adapters/kubernetes-api.ts";
import { kubernetesNodesContract } from "#adapters/kubernetes-nodes.contract.ts";
import { systemClock } from "#adapters/system-clock.ts";
import { x509Authority } from "#adapters/x509-authority.ts";
import type { ClusterKeys } from "#core/ports/cluster-keys.ts";
import { answerKubernetes, type Objects, put } from "./kubernetes-objects.ts";
import { servingCertificate } from "./serving-certificate.ts";

const authority = x509Authority(systemClock);
let keys: ClusterKeys;
let server: Server;
let objects: Objects = new Map();

beforeAll(async () => {
  keys = await authority.newKeys();
  const [ca = "", caKey = ""] = [keys.files["pki/ca.crt"], keys.files["pki/ca.key"]];
  const { certificate, key } = servingCertificate({ ca, caKey, names: ["localhost"] });
  server = createServer(
    { cert: certificate, key, ca, requestCert: true, rejectUnauthorized: true },
    (request, response) => {
      void answerKubernetes(objects, request, response);
    },
  );
  server.listen(0, "localhost");
  await once(server, "listening");
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** The product's own adapter, against an API with two nodes. */
const cluster = async () => {
  objects = new Map();
  for (const name of ["one", "two"])
    put(objects, `/api/v1/nodes/${name}`, {
      apiVersion: "v1",
      kind: "Node",
      metadata: { name, labels: { theirs: "yes" } },
      spec: { providerID: `aws:///us-east-1a/i-${name}`, taints: [{ key: "theirs", effect: "NoExecute" }] },
      status: {
        conditions: [{ type: "Ready", status: "True" }],
        allocatable: { cpu: "2", memory: "7Gi", pods: "110" },
        capacity: { cpu: "2", memory: "8Gi", pods: "110" },
      },
    });
  const { port } = server.address() as AddressInfo;
  return { api: await kubernetesApi(authority, port).connect({ dnsName: "localhost", keys }), node: "one" };
};

describe("the product's client against the simulated API", () => {
  kubernetesNodesContract(cluster);

  test("marks change what is the group's, and leave what is somebody else's", async () => {
    const { api } = await cluster();
    const was = { labels: { a: "1", b: "1" }, taints: [{ key: "x", effect: "NoSchedule" as const }] };
    await api.markNode("one", was, { labels: {}, taints: [] });
    const now = { labels: { a: "2", c: "1" }, taints: [{ key: "y", effect: "NoSchedule" as const }] };
    await api.markNode("one", now, was);
    expect(objects.get("/api/v1/nodes/one")).toMatchObject({
      metadata: { labels: { theirs: "yes", a: "2", c: "1" } },
      spec: {
        taints: [
          { key: "theirs", effect: "NoExecute" },
          { key: "y", effect: "NoSchedule" },
        ],
      },
    });
    expect(objects.get("/api/v1/nodes/one")?.["metadata"]).not.toHaveProperty("labels.b");
    expect(objects.get("/api/v1/nodes/two")?.["metadata"]).toEqual({ name: "two", labels: { theirs: "yes" } });
  });
});
