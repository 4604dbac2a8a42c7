import type { Authority } from "#core/ports/authority.ts";
import type { Clock } from "#core/ports/state.ts";

/** Words in place of X.509: made differently each time, and a certificate says by which CA and for whom it is. */
export const fakeAuthority = (clock: Clock): Authority => {
  let made = 0;
  return {
    async newKeys() {
      made += 1;
      return {
        files: { "pki/ca.crt": `CA ${made}`, "pki/ca.key": `secret key of CA ${made}` },
        bootstrapToken: `abcdef.${String(made).padStart(16, "0")}`,
        certificateKey: `certificate key ${made}`,
        caCertHash: `sha256:${made}`,
        encryptionKey: `encryption key ${made}`,
      };
    },
    async clientCertificate(keys, { user, groups, seconds }) {
      made += 1;
      return {
        certificate: `${user} (${groups.join(", ")}) by ${keys.files["pki/ca.crt"]}`,
        key: `secret key ${made} of ${user}`,
        expiresAt: new Date(Date.parse(clock.now()) + seconds * 1000).toISOString(),
      };
    },
  };
};
