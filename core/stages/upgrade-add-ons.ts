import { NotYet } from "#core/errors.ts";
import { dnsRolledOut, dnsSpread, dnsVersion, setDnsVersion } from "./add-ons.ts";
import { lookAtControlPlane } from "./member-change.ts";
import { restartPods } from "./restart-pods.ts";
import type { Stage } from "./stage.ts";
import { targetOf, upgradeOf } from "./upgrade-facts.ts";

/**
 * In a rotation of keys pods that begin anew; else CoreDNS of the step's version, on machines of that version. The way back moves it back: no
 * undo. @throws NotYet until it answers there
 */
export const upgradeAddOns: Stage = async (input, ports) => {
  const upgrade = upgradeOf(await ports.state.operation(input.tenantId, input.operationId));
  if (upgrade.keys) return restartPods(input, upgrade.keys, ports);
  const version = targetOf(upgrade);
  const { api, records } = await lookAtControlPlane(input, ports);
  // Members stand in three zones. On the way back there are none of the version yet, and only its workers.
  const hasMembers = records.every((record) => record.version === version);
  if ((await dnsVersion(api)) !== version)
    await setDnsVersion(api, version, hasMembers ? dnsSpread.aZone : dnsSpread.anywhere);
  if (!(await dnsRolledOut(api))) throw new NotYet("CoreDNS is moving");
};
