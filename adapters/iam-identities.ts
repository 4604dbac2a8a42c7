import {
  AddRoleToInstanceProfileCommand,
  CreateInstanceProfileCommand,
  CreateRoleCommand,
  DeleteInstanceProfileCommand,
  DeleteRoleCommand,
  DeleteRolePolicyCommand,
  GetInstanceProfileCommand,
  GetRoleCommand,
  GetRolePolicyCommand,
  type IAMClient,
  type InstanceProfile,
  PutRolePolicyCommand,
  RemoveRoleFromInstanceProfileCommand,
  type Role,
} from "@aws-sdk/client-iam";
import type { Identities } from "#core/ports/cloud.ts";
import type { MachineRole } from "#core/ports/machine-role.ts";
import { together } from "#core/together.ts";
import { given } from "./aws-answers.ts";
import { hasCode, unless } from "./aws-errors.ts";
import { machinePolicy, placeOf, trustPolicy } from "./machine-policy.ts";
import { instanceTag, reportPrefix } from "./report-names.ts";
import { snapshotPrefix } from "./s3-snapshots.ts";
import { secretNames } from "./secret-names.ts";
import { tagsOf } from "./tags.ts";

const policyName = "kubewright-machine";
const gone = /^NoSuchEntity(Exception)?$/;
const there = /^EntityAlreadyExists(Exception)?$/;

export const machineRoles = ["control-plane", "worker", "drill"] as const satisfies MachineRole[];

/** Name of the role and of the instance profile; at most 64 characters. */
export const identityName = (clusterId: string, role: MachineRole): string => `kubewright-${clusterId}-${role}`;

export interface IdentityOptions {
  region: string;
  /** ARN of a managed policy that bounds what the machines' roles can ever do. */
  permissionsBoundary?: string | undefined;
  /** Where machines of the control plane keep snapshots of etcd. */
  backupBucket: string;
}

const makeRole = async (
  iam: IAMClient,
  clusterId: string,
  role: MachineRole,
  options: IdentityOptions,
): Promise<Role | undefined> => {
  const RoleName = identityName(clusterId, role);
  try {
    const made = await iam.send(
      new CreateRoleCommand({
        RoleName,
        AssumeRolePolicyDocument: JSON.stringify(trustPolicy),
        Description: `Machines (${role}) of Kubewright cluster ${clusterId}`,
        Tags: tagsOf(clusterId, `${role}-role`),
        ...(options.permissionsBoundary ? { PermissionsBoundary: options.permissionsBoundary } : {}),
      }),
    );
    return made.Role;
  } catch (error) {
    if (!hasCode(error, there)) throw error;
    return (await iam.send(new GetRoleCommand({ RoleName }))).Role;
  }
};

const makeProfile = async (
  iam: IAMClient,
  clusterId: string,
  role: MachineRole,
): Promise<InstanceProfile | undefined> => {
  const InstanceProfileName = identityName(clusterId, role);
  try {
    const Tags = tagsOf(clusterId, `${role}-profile`);
    return (await iam.send(new CreateInstanceProfileCommand({ InstanceProfileName, Tags }))).InstanceProfile;
  } catch (error) {
    if (!hasCode(error, there)) throw error;
    return (await iam.send(new GetInstanceProfileCommand({ InstanceProfileName }))).InstanceProfile;
  }
};

/** Which snapshots machines of the role may read: members those of their cluster, which they also write; a drill the one that it is about. */
type Files = Parameters<typeof machinePolicy>[1]["backups"];

type Identity = IdentityOptions & { files?: Files };

/** What the role's machines may do, as IAM is told it. */
const policyOf = (roleArn: string, clusterId: string, role: MachineRole, { region, files }: Identity): string => {
  const { controlPlane, worker, drill } = secretNames(clusterId);
  const policy = machinePolicy(placeOf(roleArn, region), {
    secretName: { "control-plane": controlPlane, worker, drill }[role],
    reportPrefix: reportPrefix(clusterId),
    instanceTag,
    ...(files ? { backups: files } : {}),
  });
  return JSON.stringify(policy);
};

/** Whether all of it is there, and allows what it is to allow: most machines come to a cluster that has had some before. */
const isWhole = async (iam: IAMClient, clusterId: string, role: MachineRole, identity: Identity): Promise<boolean> => {
  const name = identityName(clusterId, role);
  const [profile, policy] = await together([
    unless(gone, iam.send(new GetInstanceProfileCommand({ InstanceProfileName: name }))),
    unless(gone, iam.send(new GetRolePolicyCommand({ RoleName: name, PolicyName: policyName }))),
  ]);
  const arn = profile?.InstanceProfile?.Roles?.find(({ RoleName }) => RoleName === name)?.Arn;
  if (!arn || !policy?.PolicyDocument) return false;
  // IAM answers with the document in the form of RFC 3986.
  return decodeURIComponent(policy.PolicyDocument) === policyOf(arn, clusterId, role, identity);
};

const ensureIdentity = async (
  iam: IAMClient,
  clusterId: string,
  role: MachineRole,
  identity: Identity,
): Promise<string> => {
  const name = identityName(clusterId, role);
  if (await isWhole(iam, clusterId, role, identity)) return name;
  const [made, profile] = await together([makeRole(iam, clusterId, role, identity), makeProfile(iam, clusterId, role)]);
  const PolicyDocument = policyOf(given(made?.Arn, "the role's ARN"), clusterId, role, identity);
  await together([
    iam.send(new PutRolePolicyCommand({ RoleName: name, PolicyName: policyName, PolicyDocument })),
    ...(profile?.Roles?.some(({ RoleName }) => RoleName === name)
      ? []
      : [iam.send(new AddRoleToInstanceProfileCommand({ InstanceProfileName: name, RoleName: name }))]),
  ]);
  return name;
};

const removeIdentity = async (iam: IAMClient, clusterId: string, role: MachineRole): Promise<void> => {
  const RoleName = identityName(clusterId, role);
  const InstanceProfileName = RoleName;
  await together([
    unless(gone, iam.send(new RemoveRoleFromInstanceProfileCommand({ InstanceProfileName, RoleName }))),
    unless(gone, iam.send(new DeleteRolePolicyCommand({ RoleName, PolicyName: policyName }))),
  ]);
  await together([
    unless(gone, iam.send(new DeleteInstanceProfileCommand({ InstanceProfileName }))),
    unless(gone, iam.send(new DeleteRoleCommand({ RoleName }))),
  ]);
};

/** A role and an instance profile of the same name for each kind of machine. */
export const iamIdentities = (iam: IAMClient, options: IdentityOptions): Identities => ({
  async ensure(clusterId) {
    const [controlPlaneProfile, workerProfile] = await together([
      ensureIdentity(iam, clusterId, "control-plane", {
        ...options,
        files: { bucket: options.backupBucket, keys: `${snapshotPrefix(clusterId)}*`, mayWrite: true },
      }),
      ensureIdentity(iam, clusterId, "worker", options),
    ]);
    return { controlPlaneProfile, workerProfile };
  },
  async ensureWorkers(clusterId) {
    return { workerProfile: await ensureIdentity(iam, clusterId, "worker", options) };
  },
  async ensureDrill({ clusterId, snapshotKey: keys }) {
    const files = { bucket: options.backupBucket, keys, mayWrite: false };
    return { drillProfile: await ensureIdentity(iam, clusterId, "drill", { ...options, files }) };
  },
  removeDrill: (clusterId) => removeIdentity(iam, clusterId, "drill"),
  async remove(clusterId) {
    await together(machineRoles.map((role) => removeIdentity(iam, clusterId, role)));
  },
});
