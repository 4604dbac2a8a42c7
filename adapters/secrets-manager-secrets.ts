import { createHash } from "node:crypto";
import {
  CreateSecretCommand,
  DeleteSecretCommand,
  GetSecretValueCommand,
  PutSecretValueCommand,
  type SecretsManagerClient,
} from "@aws-sdk/client-secrets-manager";
import { NotFound, TemporaryFailure } from "#core/errors.ts";
import type { ClusterKeys } from "#core/ports/cluster-keys.ts";
import type { MachineRole } from "#core/ports/machine-role.ts";
import type { Secrets } from "#core/ports/secrets.ts";
import { together } from "#core/together.ts";
import { given } from "./aws-answers.ts";
import { hasCode, unless } from "./aws-errors.ts";
import { secretNames } from "./secret-names.ts";
import { tagsOf } from "./tags.ts";

const gone = /^ResourceNotFound(Exception)?$/;
const there = /^ResourceExists(Exception)?$/;

interface Version {
  text: string;
  id: string;
}

const readVersion = async (
  client: SecretsManagerClient,
  name: string,
  VersionStage = "AWSCURRENT",
): Promise<Version | undefined> => {
  try {
    const { SecretString, VersionId } = await client.send(new GetSecretValueCommand({ SecretId: name, VersionStage }));
    return { text: given(SecretString, "the secret's text"), id: given(VersionId, "the secret's version") };
  } catch (error) {
    if (hasCode(error, gone)) return undefined;
    throw error;
  }
};

const read = async (client: SecretsManagerClient, name: string): Promise<string | undefined> =>
  (await readVersion(client, name))?.text;

/**
 * In place of the version that was read: whoever writes after the same one has the same id for theirs, and Secrets Manager keeps the text of
 * an id that it has. @throws TemporaryFailure when somebody else was faster
 */
const replace = async (
  client: SecretsManagerClient,
  SecretId: string,
  before: Version,
  text: string,
): Promise<void> => {
  const ClientRequestToken = createHash("sha256").update(`after ${before.id}`).digest("hex");
  const write = new PutSecretValueCommand({ SecretId, SecretString: text, ClientRequestToken });
  await unless(there, client.send(write));
  if ((await read(client, SecretId)) !== text) throw new TemporaryFailure(`${SecretId} was changed by somebody else`);
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

  /** The worker's secret, as it follows from the keys. */
  const tellWorkers = async (clusterId: string, made: ClusterKeys): Promise<void> => {
    const name = secretNames(clusterId).worker;
    const [told, text] = [await readVersion(client, name), JSON.stringify(forWorkers(made))];
    if (told && told.text !== text) await replace(client, name, told, text);
  };

  return {
    async ensureKeys(clusterId, make) {
      const [found, worker] = await together([keysOf(clusterId), read(client, secretNames(clusterId).worker)]);
      const kept = found ?? (await keep(clusterId, await make()));
      if (worker === undefined) await unless(there, create(client, clusterId, "worker", forWorkers(kept)));
      return kept;
    },
    keys,
    async changeKeys(clusterId, change, how) {
      const name = secretNames(clusterId).controlPlane;
      const before = await readVersion(client, name);
      if (!before) throw new NotFound(`Cluster ${clusterId} has no keys`);
      const was = JSON.parse(before.text) as ClusterKeys;
      const now = await change(was);
      const text = JSON.stringify(now);
      if (now !== was) await replace(client, name, before, text);
      await tellWorkers(clusterId, now);
      if (!how?.forget) return now;
      // The one before the current one can be asked for by its name: now it says the same.
      const [current, previous] = [await readVersion(client, name), await readVersion(client, name, "AWSPREVIOUS")];
      if (current && previous && previous.text !== text) await replace(client, name, current, text);
      return now;
    },
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
