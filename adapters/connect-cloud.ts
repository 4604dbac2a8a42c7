import { EC2Client } from "@aws-sdk/client-ec2";
import { ElasticLoadBalancingV2Client } from "@aws-sdk/client-elastic-load-balancing-v2";
import { IAMClient } from "@aws-sdk/client-iam";
import { SecretsManagerClient } from "@aws-sdk/client-secrets-manager";
import { SFNClient } from "@aws-sdk/client-sfn";
import { SSMClient } from "@aws-sdk/client-ssm";
import { STSClient } from "@aws-sdk/client-sts";
import type { Authority } from "#core/ports/authority.ts";
import type { Snapshots } from "#core/ports/backups.ts";
import type {
  BootReports,
  Identities,
  KubernetesClusters,
  LoadBalancers,
  Machines,
  Network,
} from "#core/ports/cloud.ts";
import type { EtcdMembers, EtcdSnapshots } from "#core/ports/etcd.ts";
import type { Inventory } from "#core/ports/inventory.ts";
import type { Estate } from "#core/ports/ledger.ts";
import type { Secrets } from "#core/ports/secrets.ts";
import type { Sweep } from "#core/ports/sweep.ts";
import { withCoreErrors } from "./aws-errors.ts";
import { awsEstate } from "./aws-estate.ts";
import { awsSettings } from "./aws-settings.ts";
import { connectSnapshots } from "./connect-snapshots.ts";
import { ec2Machines } from "./ec2-machines.ts";
import { ec2Network } from "./ec2-network.ts";
import { elbLoadBalancers } from "./elb-load-balancers.ts";
import { etcdPods } from "./etcd-pods.ts";
import { etcdSnapshotPods } from "./etcd-snapshot-pods.ts";
import { iamIdentities } from "./iam-identities.ts";
import { kubernetesApi } from "./kubernetes-api.ts";
import { secretsManagerSecrets } from "./secrets-manager-secrets.ts";
import { serviceClock } from "./service-clock.ts";
import { ssmBootReports } from "./ssm-boot-reports.ts";
import { systemClock } from "./system-clock.ts";
import { tagInventory } from "./tag-inventory.ts";
import { tagSweep } from "./tag-sweep.ts";
import { x509Authority } from "./x509-authority.ts";

export interface CloudEnv {
  AWS_REGION: string;
  BACKUP_BUCKET: string;
  /** ARN of a managed policy that bounds what the machines' roles can ever do. */
  MACHINE_PERMISSIONS_BOUNDARY?: string | undefined;
}

/** All ports of the cloud. */
export interface Cloud {
  network: Network;
  identities: Identities;
  secrets: Secrets;
  authority: Authority;
  loadBalancers: LoadBalancers;
  machines: Machines;
  bootReports: BootReports;
  kubernetes: KubernetesClusters;
  etcd: EtcdMembers;
  etcdSnapshots: EtcdSnapshots;
  snapshots: Snapshots;
  sweep: Sweep;
  estate: Estate;
  inventory: Inventory;
}

/** Clients are made once and shared; none of them calls anything before it is used. */
export const connectCloud = ({
  AWS_REGION: region,
  BACKUP_BUCKET,
  MACHINE_PERMISSIONS_BOUNDARY: permissionsBoundary,
}: CloudEnv): Cloud => {
  const ec2 = withCoreErrors(new EC2Client(awsSettings));
  const once = withCoreErrors(new EC2Client({ ...awsSettings, maxAttempts: 1 }));
  const elb = withCoreErrors(new ElasticLoadBalancingV2Client(awsSettings));
  const iam = withCoreErrors(new IAMClient(awsSettings));
  const secrets = withCoreErrors(new SecretsManagerClient(awsSettings));
  const sfn = withCoreErrors(new SFNClient(awsSettings));
  const ssm = withCoreErrors(new SSMClient(awsSettings));
  const sts = withCoreErrors(new STSClient(awsSettings));
  const authority = x509Authority(systemClock);
  return {
    network: ec2Network({ ec2, once }),
    identities: iamIdentities(iam, { region, permissionsBoundary, backupBucket: BACKUP_BUCKET }),
    secrets: secretsManagerSecrets(secrets),
    authority,
    loadBalancers: elbLoadBalancers(elb, ec2),
    machines: ec2Machines(ec2),
    bootReports: ssmBootReports(ssm, sfn, sts, region),
    kubernetes: kubernetesApi(authority),
    etcd: etcdPods(systemClock),
    estate: awsEstate({ ec2, elb }, serviceClock),
    etcdSnapshots: etcdSnapshotPods(systemClock),
    snapshots: connectSnapshots({ BACKUP_BUCKET }),
    sweep: tagSweep({ ec2, elb, iam, secrets, ssm }),
    inventory: tagInventory(ec2, elb),
  };
};
