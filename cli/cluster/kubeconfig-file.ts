import { resolve } from "node:path";
import type { Credentials } from "#cli/api-types.ts";
import { execVersion } from "#cli/credential/exec-credential.ts";
import { type Profile, profilesFile } from "#cli/profile.ts";

/** What kubectl runs to get a key. */
interface CredentialCommand {
  command: string;
  args: string[];
  env: { name: string; value: string }[];
}

const launcher = resolve(import.meta.dirname, "../../kubewright");

/** kubectl asks this program, which asks the service that the profile names; no token is written down. */
export const credentialCommand = (
  clusterId: string,
  { file, name, apiUrl, auth }: Profile,
  env: Record<string, string | undefined>,
): CredentialCommand => ({
  command: env["KUBEWRIGHT_LAUNCHER"] ?? launcher,
  args: ["credential", clusterId, ...(auth === "sigv4" ? ["--auth", auth] : [])],
  env: [
    file === undefined
      ? { name: "KUBEWRIGHT_API_URL", value: apiUrl }
      : // A name is one of the user's own file; kubectl runs anywhere, so that any other file needs its whole path.
        { name: "KUBEWRIGHT_PROFILE", value: name !== undefined && file === profilesFile(env) ? name : resolve(file) },
  ],
});

const base64 = (pem: string): string => Buffer.from(pem).toString("base64");

/** @param command what kubectl runs for a key; undefined: the key of the credentials, which lives for an hour */
export const kubeconfig = (name: string, credentials: Credentials, command: CredentialCommand | undefined) => ({
  apiVersion: "v1",
  kind: "Config",
  "current-context": name,
  clusters: [
    {
      name,
      cluster: {
        server: credentials.endpoint,
        "certificate-authority-data": base64(credentials.certificateAuthority),
      },
    },
  ],
  contexts: [{ name, context: { cluster: name, user: name } }],
  users: [
    {
      name,
      user: command
        ? {
            exec: {
              apiVersion: execVersion,
              interactiveMode: "Never",
              provideClusterInfo: false,
              installHint: "the kubewright program is not where this file says; write the file again",
              ...command,
            },
          }
        : {
            "client-certificate-data": base64(credentials.clientCertificate),
            "client-key-data": base64(credentials.clientKey),
          },
    },
  ],
});
