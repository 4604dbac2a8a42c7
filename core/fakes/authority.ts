import { generateKeyPairSync } from "node:crypto";
import type { Authority } from "#core/ports/authority.ts";
import type { Clock } from "#core/ports/state.ts";

const newPublicKey = (): string =>
  generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey.export({ type: "spki", format: "pem" }).toString();

/** Words in place of X.509, but for the key that tokens name: made differently each time, and a certificate says by which CA and for whom it is. */
export const fakeAuthority = (clock: Clock): Authority => {
  let made = 0;
  return {
    async newKeys() {
      made += 1;
      return {
        files: {
          "pki/ca.crt": `-----BEGIN CERTIFICATE-----\nCA ${made}\n-----END CERTIFICATE-----\n`,
          "pki/ca.key": `secret key of CA ${made}`,
          "pki/cluster-signing.crt": `CA ${made}`,
          "pki/sa.pub": newPublicKey(),
        },
        bootstrapToken: `abcdef.${String(made).padStart(16, "0")}`,
        certificateKey: `certificate key ${made}`,
        caCertHash: `sha256:${made}`,
        encryptionKey: `encryption key ${made}`,
        madeAt: clock.now(),
      };
    },
    async clientCertificate(keys, { user, groups, seconds }) {
      made += 1;
      return {
        certificate: `${user} (${groups.join(", ")}) by ${/CA \d+/.exec(keys.files["pki/ca.crt"] ?? "")?.[0]}`,
        key: `secret key ${made} of ${user}`,
        expiresAt: new Date(Date.parse(clock.now()) + seconds * 1000).toISOString(),
      };
    },
  };
};
