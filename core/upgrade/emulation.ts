import type { NodeRecord, Upgrade } from "#core/records.ts";
import { compareVersions, minorOf } from "./versions.ts";

// While members of two minors serve one cluster, the newer ones emulate the older minor: none of them stores or serves what the others do
// not know. Once all are of the new version, and well, they are told one by one to be what they are.

/** As the flag takes it: `v1.36.3` → `1.36`. */
const minorText = (version: string): string => version.replace(/^v/, "").split(".").slice(0, 2).join(".");

type Member = Pick<NodeRecord, "version" | "emulates">;

/** Whether members that come with the upgrade emulate the minor before: upwards only, and within one minor there is nothing to emulate. */
export const isEmulated = ({ from, to, back }: Pick<Upgrade, "from" | "to" | "back">): boolean =>
  !back && compareVersions(to, from) > 0 && minorOf(to) !== minorOf(from);

/**
 * The minor that a member which joins now is to emulate. Once one has been told to be of its own version others come as what they are.
 * @param members those that there are
 */
export const joiningEmulates = (
  upgrade: Pick<Upgrade, "from" | "to" | "back">,
  members: readonly Member[],
): string | undefined => {
  if (!isEmulated(upgrade)) return undefined;
  const isFinalised = members.some(({ version, emulates }) => version === upgrade.to && emulates === undefined);
  return isFinalised ? undefined : minorText(upgrade.from);
};

/** Whether a kubelet, or who else asks API servers, is newer than what the member serves. */
export const isNewerThanServed = (version: string, { version: own, emulates }: Member): boolean =>
  compareVersions(version, own) > 0 || (emulates !== undefined && minorOf(version) > minorOf(emulates));
