import {
  createHash,
  generateKeyPairSync,
  type KeyObject,
  randomBytes,
  sign as signBytes,
  X509Certificate,
} from "node:crypto";
import { AsnConvert, OctetString } from "@peculiar/asn1-schema";
import {
  AlgorithmIdentifier,
  AttributeTypeAndValue,
  AttributeValue,
  AuthorityKeyIdentifier,
  BasicConstraints,
  Certificate,
  ExtendedKeyUsage,
  Extension,
  Extensions,
  GeneralName,
  id_ce_authorityKeyIdentifier,
  id_ce_basicConstraints,
  id_ce_extKeyUsage,
  id_ce_keyUsage,
  id_ce_subjectAltName,
  id_ce_subjectKeyIdentifier,
  id_kp_clientAuth,
  id_kp_serverAuth,
  KeyIdentifier,
  KeyUsage,
  KeyUsageFlags,
  Name,
  RelativeDistinguishedName,
  SubjectAlternativeName,
  SubjectKeyIdentifier,
  SubjectPublicKeyInfo,
  TBSCertificate,
  Validity,
  Version,
} from "@peculiar/asn1-x509";

const commonName = "2.5.4.3";
const organization = "2.5.4.10";
const ecdsaWithSha256 = "1.2.840.10045.4.3.2";
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

const der = (bytes: Buffer): ArrayBuffer => new Uint8Array(bytes).buffer;

/** One attribute a part, with typed values: nothing in a user's name is read as syntax. */
const nameOf = ({ commonName: name, organizations = [] }: Holder): Name =>
  new Name(
    [...organizations.map((text) => [organization, text]), [commonName, name]].map(
      ([type = "", utf8String = ""]) =>
        new RelativeDistinguishedName([new AttributeTypeAndValue({ type, value: new AttributeValue({ utf8String }) })]),
    ),
  );

const extension = (extnID: string, value: unknown, critical = false): Extension =>
  new Extension({ extnID, critical, extnValue: new OctetString(AsnConvert.serialize(value)) });

/** SHA-1 over the public key's bits, as RFC 5280 (4.2.1.2) proposes; a name, not a protection. */
const keyIdentifier = ({ subjectPublicKey }: SubjectPublicKeyInfo): ArrayBuffer =>
  der(createHash("sha1").update(Buffer.from(subjectPublicKey)).digest());

const usages = {
  authority: KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment | KeyUsageFlags.keyCertSign,
  client: KeyUsageFlags.digitalSignature,
  server: KeyUsageFlags.digitalSignature | KeyUsageFlags.keyEncipherment,
};

const extensionsOf = (
  { usage, dnsNames = [], addresses = [] }: Holder,
  own: SubjectPublicKeyInfo,
  issuers: ArrayBuffer | undefined,
): Extension[] => {
  const names = [
    ...dnsNames.map((dNSName) => new GeneralName({ dNSName })),
    ...addresses.map((iPAddress) => new GeneralName({ iPAddress })),
  ];
  const authority = usage === "authority";
  return [
    extension(id_ce_basicConstraints, new BasicConstraints({ cA: authority }), true),
    extension(id_ce_keyUsage, new KeyUsage(usages[usage]), true),
    ...(authority
      ? [extension(id_ce_subjectKeyIdentifier, new SubjectKeyIdentifier(keyIdentifier(own)))]
      : [
          extension(
            id_ce_extKeyUsage,
            new ExtendedKeyUsage([usage === "client" ? id_kp_clientAuth : id_kp_serverAuth]),
          ),
        ]),
    ...(issuers
      ? [
          extension(
            id_ce_authorityKeyIdentifier,
            new AuthorityKeyIdentifier({ keyIdentifier: new KeyIdentifier(issuers) }),
          ),
        ]
      : []),
    ...(names.length > 0 ? [extension(id_ce_subjectAltName, new SubjectAlternativeName(names))] : []),
  ];
};

/**
 * A new EC P-256 key and its X.509 certificate, signed by the issuer or, without one, by itself.
 * Source: RFC 5280; what kubeadm and Go's crypto/x509 expect.
 */
export const issue = (holder: Holder, { by, from, seconds }: { by?: Issuer; from: Date; seconds: number }): Issued => {
  const { publicKey, privateKey } = newKeyPair();
  const own = AsnConvert.parse(publicKey.export({ type: "spki", format: "der" }), SubjectPublicKeyInfo);
  const parent = by && AsnConvert.parse(new X509Certificate(by.certificate).raw, Certificate).tbsCertificate;
  const algorithm = new AlgorithmIdentifier({ algorithm: ecdsaWithSha256 });
  const subject = nameOf(holder);
  // Certificates count in whole seconds.
  const at = (offset: number): Date => new Date((Math.floor(from.getTime() / 1000) + offset) * 1000);
  const expiresAt = at(seconds);
  const serialNumber = randomBytes(16);
  // Positive, and without a leading zero byte that DER would not have.
  serialNumber.writeUInt8((serialNumber.readUInt8(0) & 0x3f) | 0x40, 0);
  const tbsCertificate = new TBSCertificate({
    version: Version.v3,
    serialNumber: der(serialNumber),
    signature: algorithm,
    // Byte by byte the CA's subject: Go compares the encodings.
    issuer: parent?.subject ?? subject,
    validity: new Validity({ notBefore: at(-clockSkewSeconds), notAfter: expiresAt }),
    subject,
    subjectPublicKeyInfo: own,
    extensions: new Extensions(extensionsOf(holder, own, parent && keyIdentifier(parent.subjectPublicKeyInfo))),
  });
  const signed = Buffer.from(AsnConvert.serialize(tbsCertificate));
  const signatureValue = der(signBytes("sha256", signed, { key: by?.key ?? privateKey, dsaEncoding: "der" }));
  const certificate = new Certificate({ tbsCertificate, signatureAlgorithm: algorithm, signatureValue });
  return {
    certificate: new X509Certificate(Buffer.from(AsnConvert.serialize(certificate))).toString(),
    key: privatePem(privateKey),
    expiresAt,
  };
};
