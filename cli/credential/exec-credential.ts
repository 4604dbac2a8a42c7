import type { Credentials } from "#cli/api-types.ts";

const group = "client.authentication.k8s.io";
export const execVersion = `${group}/v1`;

/** The version that kubectl asks in; v1 where nobody says. Source: Kubernetes, client-go credential plugins, KUBERNETES_EXEC_INFO. */
const askedVersion = (info: string | undefined): string => {
  try {
    const { apiVersion } = JSON.parse(info ?? "{}") as { apiVersion?: unknown };
    return apiVersion === `${group}/v1beta1` ? apiVersion : execVersion;
  } catch {
    return execVersion;
  }
};

/** The answer that kubectl expects of a credential command. @param info KUBERNETES_EXEC_INFO */
export const execCredential = (
  { clientCertificate, clientKey, expiresAt }: Credentials,
  info: string | undefined,
): object => ({
  apiVersion: askedVersion(info),
  kind: "ExecCredential",
  status: {
    // In whole seconds, as certificates count.
    expirationTimestamp: expiresAt.replace(/\.\d+/, ""),
    clientCertificateData: clientCertificate,
    clientKeyData: clientKey,
  },
});
