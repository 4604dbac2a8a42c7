import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { EventBridgeClient } from "@aws-sdk/client-eventbridge";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import type { KubernetesClusters, Machines } from "#core/ports/cloud.ts";
import type { Relay } from "#core/ports/health.ts";
import type { Estate } from "#core/ports/ledger.ts";
import type { Secrets } from "#core/ports/secrets.ts";
import { withCoreErrors } from "./aws-errors.ts";
import { awsEstate } from "./aws-estate.ts";
import { awsSettings } from "./aws-settings.ts";
import { ec2Machines } from "./ec2-machines.ts";
import { eventRelay } from "./event-relay.ts";
import { kubernetesApi } from "./kubernetes-api.ts";
import { secretsManagerSecrets } from "./secrets-manager-secrets.ts";
import { serviceClock } from "./service-clock.ts";
import { systemClock } from "./system-clock.ts";
import { x509Authority } from "./x509-authority.ts";

/** What looking at clusters takes; apart from the rest, for the size of the functions that do it. */
export const connectWatch = (): {
  estate: Estate;
  machines: Machines;
  secrets: Secrets;
  kubernetes: KubernetesClusters;
  relay: Relay;
} => {
  const ec2 = withCoreErrors(new EC2Client(awsSettings));
  const elb = withCoreErrors(new ElasticLoadBalancingV2Client(awsSettings));
  return {
    estate: awsEstate({ ec2, elb }, serviceClock),
    machines: ec2Machines(ec2),
    secrets: secretsManagerSecrets(withCoreErrors(new SecretsManagerClient(awsSettings))),
    kubernetes: kubernetesApi(x509Authority(systemClock)),
    relay: eventRelay(withCoreErrors(new EventBridgeClient(awsSettings)), "Kubewright Clusters To Watch"),
  };
};
