import { kubernetesVersions } from "#contract/catalog.ts";
import { compareVersions, minorOf } from "./versions.ts";

/**
 * The versions that a cluster comes by on its way to another, that one among them: of each minor in between the newest on offer.
 * @param minor the first one that none is on offer of, where there is such a one: then there is no way
 */
export const pathTo = (
  from: string,
  to: string,
  offered: readonly string[] = kubernetesVersions,
): { path: string[] } | { minor: number } => {
  const path: string[] = [];
  for (let minor = minorOf(from) + 1; minor < minorOf(to); minor++) {
    const [newest] = offered.filter((version) => minorOf(version) === minor).toSorted((a, b) => compareVersions(b, a));
    if (newest === undefined) return { minor };
    path.push(newest);
  }
  return { path: [...path, to] };
};
