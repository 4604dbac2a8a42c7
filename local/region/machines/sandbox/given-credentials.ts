import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./place.ts";

/** What a machine may act as; goes as JSON from the region to the VPC's process. */
export interface RoleCredentials {
  role: string;
  /** ISO times. */
  updated: string;
  credentials: { accessKeyId: string; secretAccessKey: string; sessionToken: string; expiration: string };
}

/**
 * What was given to machines and has not run out. It is kept in files, root's alone: a machine goes on using what it was given after a
 * restart of the region.
 */
export class GivenCredentials {
  private readonly folder: string;
  private readonly byMachine = new Map<string, RoleCredentials[]>();

  constructor({ stateDir }: Place) {
    this.folder = join(stateDir, "credentials");
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    for (const name of readdirSync(this.folder))
      this.byMachine.set(name, JSON.parse(readFileSync(join(this.folder, name), "utf8")) as RoleCredentials[]);
  }

  /** The newest of the machine's sets. */
  newestOf(instanceId: string): RoleCredentials | undefined {
    return this.byMachine.get(instanceId)?.filter(isValid).at(-1);
  }

  add(instanceId: string, given: RoleCredentials): void {
    const all = [...(this.byMachine.get(instanceId) ?? []).filter(isValid), given];
    this.byMachine.set(instanceId, all);
    writeFileSync(join(this.folder, instanceId), JSON.stringify(all), { mode: 0o600 });
  }

  /** The set under an access key, unless it has run out or its machine is gone. */
  find(accessKeyId: string): RoleCredentials["credentials"] | undefined {
    return [...this.byMachine.values()]
      .flat()
      .filter(isValid)
      .find(({ credentials }) => credentials.accessKeyId === accessKeyId)?.credentials;
  }

  forget(instanceId: string): void {
    this.byMachine.delete(instanceId);
    if (existsSync(this.folder)) rmSync(join(this.folder, instanceId), { force: true });
  }
}

const isValid = ({ credentials }: RoleCredentials): boolean => Date.parse(credentials.expiration) > Date.now();
