import { admitToken } from "./admit-machines.ts";
import type { MemberInput } from "./member-change.ts";
import type { Stage } from "./stage.ts";

/** Lets the new member join: see admitMachines. It ends by itself, so there is nothing to undo. */
export const admitMember: Stage<MemberInput> = async (input, ports) => {
  if (!input.plan.launch) return;
  await admitToken(await ports.state.cluster(input.tenantId, input.clusterId), ports);
};
