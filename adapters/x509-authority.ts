import { createHash, createPrivateKey, createPublicKey, randomBytes, randomInt } from "node:crypto";
import { authoritySeconds } from "#core/control-plane/certificate-life.ts";
import { signingCertificate } from "#core/keys/rotation.ts";
import type { Authority } from "#core/ports/authority.ts";
import type { ClusterKeys } from "#core/ports/cluster-keys.ts";
import type { Clock } from "#core/ports/state.ts";
import { given } from "./aws-answers.ts";
import { issue, newKeyPair, privatePem } from "./certificates.ts";

const newAuthority = (name: string, from: Date) =>
  issue({ commonName: name, usage: "authority", dnsNames: [name] }, { from, seconds: authoritySeconds });

const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
const randomText = (length: number): string =>
  Array.from({ length }, () => letters[randomInt(letters.length)]).join("");

const newKeys = (from: Date): ClusterKeys => {
  const cluster = newAuthority("kubernetes", from);
  const etcd = newAuthority("etcd-ca", from);
  const frontProxy = newAuthority("front-proxy-ca", from);
  const serviceAccount = newKeyPair();
  const caKey = createPublicKey(cluster.certificate).export({ type: "spki", format: "der" });
  return {
    files: {
      "pki/ca.crt": cluster.certificate,
      "pki/ca.key": cluster.key,
      [signingCertificate]: cluster.certificate,
      "pki/etcd/ca.crt": etcd.certificate,
      "pki/etcd/ca.key": etcd.key,
      "pki/front-proxy-ca.crt": frontProxy.certificate,
      "pki/front-proxy-ca.key": frontProxy.key,
      "pki/sa.key": privatePem(serviceAccount.privateKey),
      "pki/sa.pub": serviceAccount.publicKey.export({ type: "spki", format: "pem" }).toString(),
    },
    bootstrapToken: `${randomText(6)}.${randomText(16)}`,
    certificateKey: randomBytes(32).toString("hex"),
    // What `kubeadm join --discovery-token-ca-cert-hash` compares: over the public key, not the certificate.
    caCertHash: `sha256:${createHash("sha256").update(caKey).digest("hex")}`,
    encryptionKey: randomBytes(32).toString("base64"),
    madeAt: from.toISOString(),
  };
};

/** EC P-256 throughout; everything is made in this process and nothing is kept. */
export const x509Authority = (clock: Clock): Authority => ({
  newKeys: async () => newKeys(new Date(clock.now())),

  async clientCertificate(keys, { user, groups, seconds }) {
    const by = {
      certificate: given(keys.files["pki/ca.crt"], "the CA's certificate"),
      key: createPrivateKey(given(keys.files["pki/ca.key"], "the CA's key")),
    };
    const from = new Date(clock.now());
    const holder = { commonName: user, organizations: groups, usage: "client" as const };
    const { certificate, key, expiresAt } = issue(holder, { by, from, seconds });
    return { certificate, key, expiresAt: expiresAt.toISOString() };
  },
});
