import "reflect-metadata";
import { createPrivateKey, KeyObject, randomBytes, webcrypto } from "node:crypto";
import { isIPv4 } from "node:net";
import {
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  PemConverter,
  SubjectAlternativeNameExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";

const curve = { name: "ECDSA", namedCurve: "P-256" };
const oneDay = 24 * 3600 * 1000;

/** What kubeadm makes for an API server: a certificate of the cluster's CA for its names and addresses. PEM. */
export const servingCertificate = async ({
  ca,
  caKey,
  names,
}: {
  ca: string;
  caKey: string;
  names: string[];
}): Promise<{ certificate: string; key: string }> => {
  const der = createPrivateKey(caKey).export({ type: "pkcs8", format: "der" });
  const [signingKey, { publicKey, privateKey }] = await Promise.all([
    webcrypto.subtle.importKey("pkcs8", der, curve, false, ["sign"]),
    webcrypto.subtle.generateKey(curve, true, ["sign", "verify"]),
  ]);
  const certificate = await X509CertificateGenerator.create(
    {
      serialNumber: `01${randomBytes(15).toString("hex")}`,
      subject: "CN=kube-apiserver",
      issuer: new X509Certificate(ca).subjectName,
      notBefore: new Date(Date.now() - 5 * 60_000),
      notAfter: new Date(Date.now() + 365 * oneDay),
      signingAlgorithm: { name: "ECDSA", hash: "SHA-256" },
      publicKey,
      signingKey,
      extensions: [
        new ExtendedKeyUsageExtension([ExtendedKeyUsage.serverAuth]),
        new SubjectAlternativeNameExtension(
          names.map((name) => ({ type: isIPv4(name) ? ("ip" as const) : ("dns" as const), value: name })),
        ),
      ],
    },
    webcrypto as Parameters<typeof X509CertificateGenerator.create>[1],
  );
  return {
    certificate: `${PemConverter.encode(certificate.rawData, "CERTIFICATE")}\n`,
    key: KeyObject.from(privateKey).export({ type: "sec1", format: "pem" }).toString(),
  };
};
