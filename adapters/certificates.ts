import {
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign as signBytes,
  X509Certificate,
} from "node:crypto";
import { isIPv4 } from "node:net";
import { given } from "./aws-answers.ts";
import {
  bits,
  boolean,
  contentOf,
  numbered,
  octets,
  oid,
  partsOf,
  positive,
  sequence,
  setOf,
  time,
  utf8,
  within,
} from "./der.ts";

/** Source: RFC 5280; RFC 5758 for the algorithm. */
const oids = {
  commonName: oid("2.5.4.3"),
  organization: oid("2.5.4.10"),
  ecdsaWithSha256: oid("1.2.840.10045.4.3.2"),
  subjectKeyIdentifier: oid("2.5.29.14"),
  keyUsage: oid("2.5.29.15"),
  subjectAltName: oid("2.5.29.17"),
  basicConstraints: oid("2.5.29.19"),
  authorityKeyIdentifier: oid("2.5.29.35"),
  extKeyUsage: oid("2.5.29.37"),
  serverAuth: oid("1.3.6.1.5.5.7.3.1"),
  clientAuth: oid("1.3.6.1.5.5.7.3.2"),
};
/** Certificates are valid from a little before now: clocks differ. */
const clockSkewSeconds = 300;

/** Who or what a certificate is for, and what it may be used for. */
export interface Holder {
  commonName: string;
  /** Kubernetes reads them as groups. */
  organizations?: string[];
  usage: "authority" | "client" | "server";
  dnsNames?: string[];
  addresses?: string[];
}

export interface Issuer {
  /** PEM. */
  certificate: string;
  key: KeyObject;
}

export interface Issued {
  /** PEM. */
  certificate: string;
  /** As kubeadm writes private keys: `EC PRIVATE KEY`. */
  key: string;
  expiresAt: Date;
}

export const newKeyPair = (): { publicKey: KeyObject; privateKey: KeyObject } =>
  generateKeyPairSync("ec", { namedCurve: "P-256" });

export const privatePem = (key: KeyObject): string => key.export({ type: "sec1", format: "pem" }).toString();

/** One attribute a part, with typed values: nothing in a user's name is read as syntax. */
const nameOf = ({ commonName, organizations = [] }: Holder): Buffer =>
  sequence(
    ...organizations.map((text) => setOf(sequence(oids.organization, utf8(text)))),
    setOf(sequence(oids.commonName, utf8(commonName))),
  );

const extension = (id: Buffer, value: Buffer, critical = false): Buffer =>
  sequence(id, ...(critical ? [boolean(true)] : []), octets(value));

/** SHA-1 over the public key's bits, as RFC 5280 (4.2.1.2) proposes; a name, not a protection. */
const keyIdentifier = (publicKey: Buffer): Buffer => {
  const [, key] = partsOf(publicKey);
  // The first byte of bits says how many of the last one do not count: of a key none.
  return createHash("sha1")
    .update(contentOf(given(key, "the key's bits")).subarray(1))
    .digest();
};

const digitalSignature = 0b1000_0000;
const keyEncipherment = 0b0010_0000;
const keyCertSign = 0b0000_0100;
const usages = {
  authority: bits(Buffer.from([digitalSignature | keyEncipherment | keyCertSign]), 2),
  client: bits(Buffer.from([digitalSignature]), 7),
  server: bits(Buffer.from([digitalSignature | keyEncipherment]), 5),
};

const addressBytes = (address: string): Buffer => {
  if (!isIPv4(address)) throw new Error(`${address} is no IPv4 address, and certificates are made for no other`);
  return Buffer.from(address.split(".").map(Number));
};

const extensionsOf = (
  { usage, dnsNames = [], addresses = [] }: Holder,
  own: Buffer,
  issuers: Buffer | undefined,
): Buffer[] => {
  const names = [
    ...dnsNames.map((name) => numbered(2, Buffer.from(name, "ascii"))),
    ...addresses.map((address) => numbered(7, addressBytes(address))),
  ];
  const authority = usage === "authority";
  return [
    extension(oids.basicConstraints, authority ? sequence(boolean(true)) : sequence(), true),
    extension(oids.keyUsage, usages[usage], true),
    authority
      ? extension(oids.subjectKeyIdentifier, octets(keyIdentifier(own)))
      : extension(oids.extKeyUsage, sequence(usage === "client" ? oids.clientAuth : oids.serverAuth)),
    ...(issuers ? [extension(oids.authorityKeyIdentifier, sequence(numbered(0, keyIdentifier(issuers))))] : []),
    ...(names.length > 0 ? [extension(oids.subjectAltName, sequence(...names))] : []),
  ];
};

const publicBytes = (key: KeyObject): Buffer => key.export({ type: "spki", format: "der" });

/** Byte by byte as the certificate has it: Go compares the encodings. */
const subjectOf = (certificate: X509Certificate): Buffer => {
  const [signed] = partsOf(certificate.raw);
  const [, , , , , subject] = partsOf(given(signed, "what is signed of the certificate"));
  return given(subject, "the certificate's subject");
};

/**
 * A new EC P-256 key and its X.509 certificate, signed by the issuer or, without one, by itself.
 * Source: RFC 5280; what kubeadm and Go's crypto/x509 expect.
 */
export const issue = (holder: Holder, { by, from, seconds }: { by?: Issuer; from: Date; seconds: number }): Issued => {
  const { publicKey, privateKey } = newKeyPair();
  const own = publicBytes(publicKey);
  const parent = by && new X509Certificate(by.certificate);
  const algorithm = sequence(oids.ecdsaWithSha256);
  const subject = nameOf(holder);
  // Certificates count in whole seconds.
  const at = (offset: number): Date => new Date((Math.floor(from.getTime() / 1000) + offset) * 1000);
  const expiresAt = at(seconds);
  const serialNumber = randomBytes(16);
  // Positive, and without a leading zero byte that DER would not have.
  serialNumber.writeUInt8((serialNumber.readUInt8(0) & 0x3f) | 0x40, 0);
  const version3 = within(0, positive(Buffer.from([2])));
  const signed = sequence(
    version3,
    positive(serialNumber),
    algorithm,
    parent ? subjectOf(parent) : subject,
    sequence(time(at(-clockSkewSeconds)), time(expiresAt)),
    subject,
    own,
    within(3, sequence(...extensionsOf(holder, own, parent && publicBytes(parent.publicKey)))),
  );
  const signature = signBytes("sha256", signed, { key: by?.key ?? privateKey, dsaEncoding: "der" });
  const certificate = sequence(signed, algorithm, bits(signature));
  return { certificate: new X509Certificate(certificate).toString(), key: privatePem(privateKey), expiresAt };
};
