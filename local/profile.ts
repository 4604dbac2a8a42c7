import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** Where the service answers; what the command line reads when nothing else is said. */
export interface Profile {
  apiUrl: string;
  /** The web console; for people, the command line has no use for it. */
  consoleUrl: string;
  /** `POST` { tenant, subject, role } for a token of an hour. */
  tokenUrl: string;
  issuer: string;
  regionUrl: string;
  localstackUrl: string;
  region: string;
  tenant: string;
  subject: string;
  role: "viewer" | "operator" | "admin";
}

const file = (stateDir: string): string => join(stateDir, "profile.json");

export const writeProfile = (stateDir: string, profile: Profile): void =>
  writeFileSync(file(stateDir), `${JSON.stringify(profile, null, 2)}\n`);

/** Kubeconfigs lie beside the profile and are of no use without the service. */
export const forgetProfile = (stateDir: string): void => {
  rmSync(file(stateDir), { force: true });
  rmSync(join(stateDir, "kubeconfig"), { recursive: true, force: true });
};
