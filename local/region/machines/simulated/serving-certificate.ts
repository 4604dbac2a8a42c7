import { createPrivateKey } from "node:crypto";
import { isIPv4 } from "node:net";
import { issue } from "#adapters/certificates.ts";

const oneYear = 365 * 24 * 3600;

/** What kubeadm makes for an API server: a certificate of the cluster's CA for its names and addresses. PEM. */
export const servingCertificate = ({
  ca,
  caKey,
  names,
}: {
  ca: string;
  caKey: string;
  names: string[];
}): { certificate: string; key: string } =>
  issue(
    {
      commonName: "kube-apiserver",
      usage: "server",
      dnsNames: names.filter((name) => !isIPv4(name)),
      addresses: names.filter((name) => isIPv4(name)),
    },
    { by: { certificate: ca, key: createPrivateKey(caKey) }, from: new Date(), seconds: oneYear },
  );
