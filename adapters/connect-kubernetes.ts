import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { KubernetesClusters } from "#core/ports/cloud.ts";
import type { Secrets } from "#core/ports/secrets.ts";
import { withCoreErrors } from "./aws-errors.ts";
import { awsSettings } from "./aws-settings.ts";
import { kubernetesApi } from "./kubernetes-api.ts";
import { secretsManagerSecrets } from "./secrets-manager-secrets.ts";
import { systemClock } from "./system-clock.ts";
import { x509Authority } from "./x509-authority.ts";

/** What asking a cluster's own API takes; apart from the rest, for the size of the functions that do it. */
export const connectKubernetes = (): { secrets: Secrets; kubernetes: KubernetesClusters } => ({
  secrets: secretsManagerSecrets(withCoreErrors(new SecretsManagerClient(awsSettings))),
  kubernetes: kubernetesApi(x509Authority(systemClock)),
});
