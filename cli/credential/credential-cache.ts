import { createHash } from "node:crypto";
import { readdirSync, readFileSync, rmSync, statSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { writePrivate } from "#cli/private-file.ts";
import type { Profile } from "#cli/profile.ts";
import { Credentials } from "#contract/credentials.ts";

type Environment = Record<string, string | undefined>;

/** How long before their end credentials count as old: a command that begins with them must be able to finish. */
const margin = 5 * 60_000;

/**
 * Credentials by cluster and by whoever asks: nobody is given what another profile, subject or role was. Who a signature of AWS stands
 * for is known to AWS alone, and changes with the environment: for those nothing is kept.
 */
export interface CredentialCache {
  /** @returns undefined where there are none that are valid now */
  find(): { credentials: Credentials; fresh: boolean } | undefined;
  keep(credentials: Credentials): void;
  forget(): void;
}

const folderOf = (env: Environment): string =>
  join(env["XDG_CACHE_HOME"] ?? join(env["HOME"] ?? homedir(), ".cache"), "kubewright", "credentials");

const nameOf = (clusterId: string, { apiUrl, tenant, subject, role, token }: Profile): string =>
  createHash("sha256")
    .update(JSON.stringify([apiUrl, clusterId, tenant, subject, role, token]))
    .digest("hex")
    .slice(0, 40);

/** What cannot be read, is no credential, or others could have written or read, is as good as not there. */
const read = (file: string): Credentials | undefined => {
  try {
    const { mode, uid } = statSync(file);
    if ((mode & 0o077) !== 0 || uid !== process.getuid?.()) return undefined;
    return Credentials.parse(JSON.parse(readFileSync(file, "utf8")));
  } catch {
    return undefined;
  }
};

const dropEnded = (folder: string, now: number): void => {
  for (const name of readdirSync(folder).filter((one) => one.endsWith(".json"))) {
    const kept = read(join(folder, name));
    if (!kept || Date.parse(kept.expiresAt) <= now) rmSync(join(folder, name), { force: true });
  }
};

export const credentialCache = (
  clusterId: string,
  profile: Profile,
  env: Environment,
  now = () => Date.now(),
): CredentialCache => {
  const folder = folderOf(env);
  const file = join(folder, `${nameOf(clusterId, profile)}.json`);
  if (profile.auth === "sigv4") return { find: () => undefined, keep: () => undefined, forget: () => undefined };
  return {
    find() {
      const credentials = read(file);
      const left = Date.parse(credentials?.expiresAt ?? "") - now();
      return credentials && left > 0 ? { credentials, fresh: left > margin } : undefined;
    },
    keep(credentials) {
      writePrivate(file, `${JSON.stringify(credentials)}\n`);
      dropEnded(folder, now());
    },
    forget: () => rmSync(file, { force: true }),
  };
};
