import { expect, test } from "@jest/globals";
import type { Kubernetes, KubernetesObject, KubernetesReference } from "#core/ports/cloud.ts";
import {
  discoveredAuthorities,
  forgetOtherAuthorities,
  publishedSince,
  setDiscoveredAuthorities,
} from "./published-authorities.ts";

const pem = (name: string): string => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----\n`;
const [old, now] = [pem("old"), pem("new")];

/** A cluster with these ConfigMaps, by namespace and name. */
const apiWith = (given: Record<string, { data: Record<string, string>; managedFields?: object[] }>) => {
  const objects = new Map(
    Object.entries(given).map(([key, { data, managedFields }]): [string, KubernetesObject] => {
      const [namespace = "", name = ""] = key.split("/");
      return [key, { apiVersion: "v1", kind: "ConfigMap", metadata: { name, namespace, managedFields }, data }];
    }),
  );
  const written: KubernetesObject[] = [];
  const api = {
    get: async ({ namespace, name }: KubernetesReference) => objects.get(`${namespace}/${name}`),
    apply: async (object: KubernetesObject) => {
      written.push(object);
      const key = `${object.metadata.namespace}/${object.metadata.name}`;
      objects.set(key, { ...(objects.get(key) as KubernetesObject), ...object });
    },
    replace: async (object: KubernetesObject) => {
      written.push(object);
      objects.set(`${object.metadata.namespace}/${object.metadata.name}`, object);
    },
  } as unknown as Kubernetes;
  return { api, written };
};

/** As kubeadm writes it. */
const clusterInfo = (ca: string): string => `apiVersion: v1
clusters:
- cluster:
    certificate-authority-data: ${Buffer.from(ca).toString("base64")}
    server: https://api.cls-1.kubewright.internal:6443
  name: ""
contexts: null
current-context: ""
kind: Config
users: null
`;

test("whoever joins finds both authorities, and all else as kubeadm wrote it", async () => {
  const { api, written } = apiWith({ "kube-public/cluster-info": { data: { kubeconfig: clusterInfo(old) } } });
  expect(await discoveredAuthorities(api)).toBe(old);
  await setDiscoveredAuthorities(api, old + now);
  expect(await discoveredAuthorities(api)).toBe(old + now);
  // The signatures are the cluster's own to write.
  expect(written).toEqual([
    {
      ...{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "cluster-info", namespace: "kube-public" } },
      data: { kubeconfig: clusterInfo(old + now) },
    },
  ]);
});

test("pods trust what is published from when its last writer wrote it on, whatever lies between the certificates", async () => {
  const told = (ca: string) => ({
    data: { "ca.crt": ca },
    managedFields: [{ time: "2026-01-01T00:00:00Z" }, { time: "2026-01-01T00:05:00Z" }],
  });
  const { api } = apiWith({ "a/kube-root-ca.crt": told(`${now}\n\n${old}`), "b/kube-root-ca.crt": told(old) });
  expect(await publishedSince(api, "a", old + now)).toBe("2026-01-01T00:05:00Z");
  expect(await publishedSince(api, "b", old + now)).toBeUndefined();
  expect(await publishedSince(api, "c", old + now)).toBeUndefined();
});

test("extension API servers are told of the authorities that are left, once, and of their other settings as before", async () => {
  const data = {
    "client-ca-file": old + now,
    "requestheader-client-ca-file": old,
    "requestheader-allowed-names": "[]",
  };
  const { api, written } = apiWith({ "kube-system/extension-apiserver-authentication": { data } });
  const files = { "pki/ca.crt": now, "pki/front-proxy-ca.crt": now };
  await forgetOtherAuthorities(api, files);
  await forgetOtherAuthorities(api, files);
  expect(written.map((object) => object["data"])).toEqual([
    { ...data, "client-ca-file": now, "requestheader-client-ca-file": now },
  ]);
});
