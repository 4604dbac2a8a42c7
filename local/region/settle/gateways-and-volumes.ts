import type { Context } from "../context.ts";
import { removeInterface } from "../ec2/interfaces.ts";
import type { Later } from "./later.ts";

/** Moves NAT gateways and volumes on: they need no driver, only the time that AWS takes too. */
export class GatewaysAndVolumes {
  private readonly context: Context;
  private readonly later: Later;

  constructor(context: Context, later: Later) {
    this.context = context;
    this.later = later;
  }

  lookAtVolume(id: string): void {
    const { state, settings } = this.context;
    if (state.volumes.get(id)?.state !== "creating") return;
    this.later.once(`create ${id}`, settings.settleSeconds, () =>
      state.transaction(() => {
        if (state.volumes.get(id)?.state === "creating") state.volumes.patch(id, { state: "available" });
      }),
    );
  }

  lookAtGateway(id: string): void {
    const { state, settings } = this.context;
    const gateway = state.natGateways.get(id);
    if (gateway?.state === "pending") {
      this.later.once(`create ${id}`, settings.settleSeconds, () =>
        state.transaction(() => {
          if (state.natGateways.get(id)?.state === "pending") state.natGateways.patch(id, { state: "available" });
        }),
      );
    }
    if (gateway?.state === "deleting")
      this.later.once(`delete ${id}`, settings.settleSeconds, () => this.finishGateway(id));
    if (gateway?.state === "deleted") {
      const age = (settings.now() - Date.parse(gateway.deletedAt ?? "")) / 1000;
      this.later.once(`forget ${id}`, settings.goneVisibleSeconds - (age || 0), () =>
        state.transaction(() => state.natGateways.remove(id)),
      );
    }
  }

  private finishGateway(id: string): void {
    const { state, settings } = this.context;
    const gateway = state.natGateways.get(id);
    if (gateway?.state !== "deleting") return;
    state.transaction(() => {
      removeInterface(this.context, gateway.interfaceId);
      state.natGateways.patch(id, { state: "deleted", deletedAt: new Date(settings.now()).toISOString() });
    });
  }
}
