import { once } from "node:events";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe } from "@jest/globals";
import { etcdMembersContract } from "#adapters/etcd-members.contract.ts";
import { etcdPods } from "#adapters/etcd-pods.ts";
import { kubernetesApi } from "#adapters/kubernetes-api.ts";
import { systemClock } from "#adapters/system-clock.ts";
import { x509Authority } from "#adapters/x509-authority.ts";
import type { ClusterKeys } from "#core/ports/cluster-keys.ts";
import { SimulatedEtcd } from "./etcd.ts";
import { answerKubernetes, type Objects, put } from "./kubernetes-objects.ts";
import { etcdPod } from "./node-object.ts";
import { servingCertificate } from "./serving-certificate.ts";

const authority = x509Authority(systemClock);
let keys: ClusterKeys;
let server: Server;
let objects: Objects = new Map();
let up = new Set<string>();
let etcd = new SimulatedEtcd((address) => up.has(address));

beforeAll(async () => {
  keys = await authority.newKeys();
  const [ca = "", caKey = ""] = [keys.files["pki/ca.crt"], keys.files["pki/ca.key"]];
  const { certificate, key } = servingCertificate({ ca, caKey, names: ["localhost"] });
  server = createServer(
    { cert: certificate, key, ca, requestCert: true, rejectUnauthorized: true },
    (request, response) => void answerKubernetes(objects, request, response, (words) => etcd.etcdctl(words)),
  );
  server.listen(0, "localhost");
  await once(server, "listening");
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const addresses = ["10.0.64.4", "10.0.80.4", "10.0.96.4"];

describe("the product's way to etcd against the simulated API", () =>
  etcdMembersContract(async () => {
    objects = new Map();
    up = new Set(addresses);
    etcd = new SimulatedEtcd((address) => up.has(address));
    for (const address of addresses) {
      const name = `ip-${address.replaceAll(".", "-")}`;
      etcd.add(name, address, "3.6");
      put(objects, `/api/v1/namespaces/kube-system/pods/etcd-${name}`, etcdPod(name));
    }
    const { port } = server.address() as AddressInfo;
    const api = await kubernetesApi(authority, port).connect({ dnsName: "localhost", keys });
    return {
      etcd: etcdPods(systemClock),
      door: { api, node: "ip-10-0-64-4", operationId: "op_1" },
      addresses,
      lose: (address) => void up.delete(address),
    };
  }));
