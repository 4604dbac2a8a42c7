import type { ClusterKeys } from "./cluster-keys.ts";

type ChangeKeys = (keys: ClusterKeys) => Promise<ClusterKeys>;

export interface Secrets {
  /** Keeps the keys made by `make` unless there are some already; answers with those that are kept. */
  ensureKeys(clusterId: string, make: () => Promise<ClusterKeys>): Promise<ClusterKeys>;
  /** @throws NotFound */
  keys(clusterId: string): Promise<ClusterKeys>;
  /**
   * Keeps what is made of the kept keys, and tells workers; the same object is not written. `forget`: earlier ones are not to be had any more.
   * @throws NotFound; TemporaryFailure when somebody else changes them at the same time
   */
  changeKeys(clusterId: string, change: ChangeKeys, how?: { forget: true }): Promise<ClusterKeys>;
  /** Secret ids, as machines ask for them. */
  ids(clusterId: string): { controlPlane: string; worker: string; drill: string };
  /** Lends a drill what Secrets are encrypted with in etcd, and nothing else. @throws NotFound when the cluster has no keys */
  ensureDrill(clusterId: string): Promise<void>;
  /** At once; one that is not there is no fault. */
  removeDrill(clusterId: string): Promise<void>;
  /** At once, without a recovery window. */
  remove(clusterId: string): Promise<void>;
}
