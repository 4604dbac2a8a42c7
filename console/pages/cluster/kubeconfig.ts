import type { Credentials } from "../../api/types.ts";

/** A kubeconfig with keys in it, as JSON, which is YAML as well. */
export const kubeconfig = (name: string, credentials: Credentials): string =>
  JSON.stringify(
    {
      ...{ apiVersion: "v1", kind: "Config", "current-context": name },
      clusters: [
        {
          name,
          cluster: {
            server: credentials.endpoint,
            "certificate-authority-data": btoa(credentials.certificateAuthority),
          },
        },
      ],
      contexts: [{ name, context: { cluster: name, user: name } }],
      users: [
        {
          name,
          user: {
            "client-certificate-data": btoa(credentials.clientCertificate),
            "client-key-data": btoa(credentials.clientKey),
          },
        },
      ],
    },
    undefined,
    2,
  );
