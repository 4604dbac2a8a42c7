/** Looks for what is left of a cluster, by tag and by name, in every place where something could be. */
export interface Sweep {
  /** Kinds looked at, and ids of what is still there (terminated machines do not count). */
  leftovers(clusterId: string): Promise<{ checked: string[]; left: string[] }>;
}
