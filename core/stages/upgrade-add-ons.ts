import { NotYet } from "#core/errors.ts";
import { dnsRolledOut, dnsVersion, setDnsVersion } from "./add-ons.ts";
import { lookAtControlPlane } from "./member-change.ts";
import type { Stage } from "./stage.ts";
import { targetOf, upgradeOf } from "./upgrade-facts.ts";

/** CoreDNS of the step's version, on machines of that version. The way back moves it back: no undo. @throws NotYet until it answers there */
export const upgradeAddOns: Stage = async (input, ports) => {
  const upgrade = upgradeOf(await ports.state.operation(input.tenantId, input.operationId));
  const version = targetOf(upgrade);
  const { api } = await lookAtControlPlane(input, ports);
  if ((await dnsVersion(api)) !== version) await setDnsVersion(api, version);
  if (!(await dnsRolledOut(api))) throw new NotYet("CoreDNS is moving");
};
