import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { Authority } from "#core/ports/authority.ts";
import type { Secrets } from "#core/ports/secrets.ts";
import { withCoreErrors } from "./aws-errors.ts";
import { awsSettings } from "./aws-settings.ts";
import { secretsManagerSecrets } from "./secrets-manager-secrets.ts";
import { systemClock } from "./system-clock.ts";
import { x509Authority } from "./x509-authority.ts";

/** What handing out credentials takes; apart from the rest, for the size of the function that does it. */
export const connectCredentials = (): { secrets: Secrets; authority: Authority } => ({
  secrets: secretsManagerSecrets(withCoreErrors(new SecretsManagerClient(awsSettings))),
  authority: x509Authority(systemClock),
});
