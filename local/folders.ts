import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** The checkout. */
export const root = resolve(import.meta.dirname, "..");

/** What belongs to this service: logs, machines, keys, the record of what runs. */
export const stateFolder = (): string => resolve(process.env["KUBEWRIGHT_STATE"] ?? join(root, ".kubewright"));

/** What any service on this computer can use again: LocalStack, Kubernetes, machine images. */
export const cacheFolder = (): string =>
  resolve(
    process.env["KUBEWRIGHT_CACHE"] ?? join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "kubewright"),
  );
