import "reflect-metadata";
import { createHash, createPrivateKey, KeyObject, randomBytes, randomInt, webcrypto } from "node:crypto";
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsage,
  ExtendedKeyUsageExtension,
  type Extension,
  KeyUsageFlags,
  KeyUsagesExtension,
  Name,
  PemConverter,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from "@peculiar/x509";
import type { Authority, ClusterKeys } from "#core/ports/cloud.ts";
import type { Clock } from "#core/ports/state.ts";
import { given } from "./aws-answers.ts";

const curve = { name: "ECDSA", namedCurve: "P-256" };
const signature = { name: "ECDSA", hash: "SHA-256" };
const tenYears = 10 * 365 * 24 * 3600;
/** Certificates are valid from a little before now: clocks differ. */
const clockSkew = 300;

type CryptoKey = webcrypto.CryptoKey;
type KeyPair = webcrypto.CryptoKeyPair;

const newKeyPair = async (): Promise<KeyPair> => webcrypto.subtle.generateKey(curve, true, ["sign", "verify"]);

/** As kubeadm writes private keys: `EC PRIVATE KEY`. */
const privatePem = (key: CryptoKey): string => KeyObject.from(key).export({ type: "sec1", format: "pem" }).toString();
const publicPem = (key: CryptoKey): string => KeyObject.from(key).export({ type: "spki", format: "pem" }).toString();

const importPrivateKey = async (pem: string): Promise<CryptoKey> => {
  const der = createPrivateKey(pem).export({ type: "pkcs8", format: "der" });
  return webcrypto.subtle.importKey("pkcs8", der, curve, false, ["sign"]);
};

const pem = (certificate: X509Certificate): string => `${PemConverter.encode(certificate.rawData, "CERTIFICATE")}\n`;

/** Names as typed values: nothing in a user's name is read as syntax. */
const nameOf = (user: string, groups: string[] = []): Name =>
  new Name([...groups.map((group) => ({ O: [{ utf8String: group }] })), { CN: [{ utf8String: user }] }]);

const sign = async (certificate: {
  subject: Name;
  publicKey: CryptoKey;
  issuer: Name;
  signingKey: CryptoKey;
  from: Date;
  seconds: number;
  extensions: Extension[];
}): Promise<X509Certificate> =>
  X509CertificateGenerator.create(
    {
      // 127 random bits, so that the number is positive.
      serialNumber: Buffer.concat([Buffer.of(randomInt(1, 128)), randomBytes(15)]).toString("hex"),
      subject: certificate.subject,
      issuer: certificate.issuer,
      notBefore: new Date(certificate.from.getTime() - clockSkew * 1000),
      notAfter: new Date(certificate.from.getTime() + certificate.seconds * 1000),
      signingAlgorithm: signature,
      publicKey: certificate.publicKey,
      signingKey: certificate.signingKey,
      extensions: certificate.extensions,
    },
    webcrypto as Parameters<typeof X509CertificateGenerator.create>[1],
  );

const newAuthority = async (name: string, from: Date): Promise<{ certificate: X509Certificate; key: string }> => {
  const { publicKey, privateKey } = await newKeyPair();
  const certificate = await sign({
    subject: nameOf(name),
    issuer: nameOf(name),
    publicKey,
    signingKey: privateKey,
    from,
    seconds: tenYears,
    extensions: [
      new BasicConstraintsExtension(true, undefined, true),
      new KeyUsagesExtension(
        KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment | KeyUsageFlags.keyCertSign,
        true,
      ),
      await SubjectKeyIdentifierExtension.create(publicKey, false, webcrypto as never),
      new SubjectAlternativeNameExtension([{ type: "dns", value: name }]),
    ],
  });
  return { certificate, key: privatePem(privateKey) };
};

const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
const randomText = (length: number): string =>
  Array.from({ length }, () => letters[randomInt(letters.length)]).join("");

const newKeys = async (from: Date): Promise<ClusterKeys> => {
  const [cluster, etcd, frontProxy, serviceAccount] = await Promise.all([
    newAuthority("kubernetes", from),
    newAuthority("etcd-ca", from),
    newAuthority("front-proxy-ca", from),
    newKeyPair(),
  ]);
  return {
    files: {
      "pki/ca.crt": pem(cluster.certificate),
      "pki/ca.key": cluster.key,
      "pki/etcd/ca.crt": pem(etcd.certificate),
      "pki/etcd/ca.key": etcd.key,
      "pki/front-proxy-ca.crt": pem(frontProxy.certificate),
      "pki/front-proxy-ca.key": frontProxy.key,
      "pki/sa.key": privatePem(serviceAccount.privateKey),
      "pki/sa.pub": publicPem(serviceAccount.publicKey),
    },
    bootstrapToken: `${randomText(6)}.${randomText(16)}`,
    certificateKey: randomBytes(32).toString("hex"),
    // What `kubeadm join --discovery-token-ca-cert-hash` compares: over the public key, not the certificate.
    caCertHash: `sha256:${createHash("sha256").update(Buffer.from(cluster.certificate.publicKey.rawData)).digest("hex")}`,
    encryptionKey: randomBytes(32).toString("base64"),
  };
};

const file = (keys: ClusterKeys, name: string): string => given(keys.files[name], `the file ${name}`);

const clientCertificate: (
  from: Date,
  ...order: Parameters<Authority["clientCertificate"]>
) => ReturnType<Authority["clientCertificate"]> = async (from, keys, { user, groups, seconds }) => {
  const issuer = new X509Certificate(file(keys, "pki/ca.crt"));
  const [{ publicKey, privateKey }, signingKey] = await Promise.all([
    newKeyPair(),
    importPrivateKey(file(keys, "pki/ca.key")),
  ]);
  const certificate = await sign({
    subject: nameOf(user, groups),
    // Byte by byte the CA's subject: Go compares the encodings.
    issuer: issuer.subjectName,
    publicKey,
    signingKey,
    from,
    seconds,
    extensions: [
      new BasicConstraintsExtension(false, undefined, true),
      new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
      new ExtendedKeyUsageExtension([ExtendedKeyUsage.clientAuth]),
      await AuthorityKeyIdentifierExtension.create(issuer, false, webcrypto as never),
    ],
  });
  return { certificate: pem(certificate), key: privatePem(privateKey), expiresAt: certificate.notAfter.toISOString() };
};

/** EC P-256 throughout; everything is made in this process and nothing is kept. */
export const x509Authority = (clock: Clock): Authority => ({
  newKeys: () => newKeys(new Date(clock.now())),
  clientCertificate: (keys, who) => clientCertificate(new Date(clock.now()), keys, who),
});
