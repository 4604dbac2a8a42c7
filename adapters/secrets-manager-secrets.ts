import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { NotFound } from "#core/errors.ts";
import type { Secrets } from "#core/ports/cloud.ts";
import type { ClusterKeys } from "#core/ports/cluster-keys.ts";
import type { MachineRole } from "#core/ports/machine-role.ts";
import { together } from "#core/together.ts";
import { given } from "./aws-answers.ts";
import { hasCode, unless } from "./aws-errors.ts";
import { secretNames } from "./secret-names.ts";
import { tagsOf } from "./tags.ts";

const gone = /^ResourceNotFound(Exception)?$/;
const there = /^ResourceExists(Exception)?$/;

const read = async (client: SecretsManagerClient, name: string): Promise<string | undefined> => {
  try {
    const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: name }));
    return given(SecretString, "the secret's text");
  } catch (error) {
    if (hasCode(error, gone)) return undefined;
    throw error;
  }
};

/** Only what joining takes: no CA key. */
const forWorkers = ({ bootstrapToken, caCertHash }: ClusterKeys) => ({ bootstrapToken, caCertHash });

/** Only what reading takes. */
const forDrills = ({ encryptionKey, earlierEncryptionKeys }: ClusterKeys) => ({ encryptionKey, earlierEncryptionKeys });

const nameFor = (clusterId: string, role: MachineRole): string => {
  const { controlPlane, worker, drill } = secretNames(clusterId);
  return { "control-plane": controlPlane, worker, drill }[role];
};

const create = (client: SecretsManagerClient, clusterId: string, role: MachineRole, value: unknown) =>
  client.send(
    new CreateSecretCommand({
      Name: nameFor(clusterId, role),
      Description: `What ${role} machines of Kubewright cluster ${clusterId} need`,
      SecretString: JSON.stringify(value),
      Tags: tagsOf(clusterId, `${role}-secret`),
    }),
  );

const remove = async (client: SecretsManagerClient, SecretId: string): Promise<void> => {
  await unless(gone, client.send(new DeleteSecretCommand({ SecretId, ForceDeleteWithoutRecovery: true })));
};

/**
 * Two secrets a cluster, under the account's default key (alias/aws/secretsmanager). The control plane's holds the keys; the
 * worker's is made from them, as is that of a drill.
 */
export const secretsManagerSecrets = (client: SecretsManagerClient): Secrets => {
  const keysOf = async (clusterId: string): Promise<ClusterKeys | undefined> => {
    const text = await read(client, secretNames(clusterId).controlPlane);
    return text === undefined ? undefined : (JSON.parse(text) as ClusterKeys);
  };

  const keys = async (clusterId: string): Promise<ClusterKeys> => {
    const found = await keysOf(clusterId);
    if (!found) throw new NotFound(`Cluster ${clusterId} has no keys`);
    return found;
  };

  /** Whoever is first decides; the others take what is kept. */
  const keep = async (clusterId: string, made: ClusterKeys): Promise<ClusterKeys> => {
    try {
      await create(client, clusterId, "control-plane", made);
      return made;
    } catch (error) {
      if (!hasCode(error, there)) throw error;
      return keys(clusterId);
    }
  };

  return {
    async ensureKeys(clusterId, make) {
      const [found, worker] = await together([keysOf(clusterId), read(client, secretNames(clusterId).worker)]);
      const kept = found ?? (await keep(clusterId, await make()));
      if (worker === undefined) await unless(there, create(client, clusterId, "worker", forWorkers(kept)));
      return kept;
    },
    keys,
    ids: secretNames,
    async ensureDrill(clusterId) {
      const [kept, lent] = await together([keys(clusterId), read(client, secretNames(clusterId).drill)]);
      if (lent === undefined) await unless(there, create(client, clusterId, "drill", forDrills(kept)));
    },
    removeDrill: (clusterId) => remove(client, secretNames(clusterId).drill),
    async remove(clusterId) {
      await together(Object.values(secretNames(clusterId)).map((name) => remove(client, name)));
    },
  };
};
