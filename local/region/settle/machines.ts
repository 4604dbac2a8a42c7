import type { Context } from "../context.ts";
import type { MachineDriver, MachineOrder } from "../driver.ts";
import { changeState, finishTermination, noteInterruption, reasons } from "../ec2/instance-state.ts";
import type { InstanceRecord } from "../records.ts";
import type { Later } from "./later.ts";
import type { Networks } from "./networks.ts";
import { type Trouble, untilDone } from "./retry.ts";

/** Makes machines be what their records say: boots what is pending, ends what is shutting down. */
export class Machines {
  private readonly context: Context;
  private readonly driver: MachineDriver;
  private readonly networks: Networks;
  private readonly later: Later;
  private readonly trouble: Trouble;
  /** Work on an instance; the next piece waits for the one before, so that a machine never boots and ends at once. */
  private readonly work = new Map<string, { doing: string; done: Promise<void> }>();
  /** Machines that we cut the power of: their end is no news. */
  private readonly killed = new Set<string>();
  private open = true;

  constructor(context: Context, driver: MachineDriver, networks: Networks, later: Later, trouble: Trouble) {
    this.context = context;
    this.driver = driver;
    this.networks = networks;
    this.later = later;
    this.trouble = trouble;
    driver.onExit((id) => this.exited(id));
  }

  /** Looks at one record and starts what it asks for. */
  look(id: string): void {
    const instance = this.context.state.instances.get(id);
    if (instance?.state === "pending") this.start(id, "boot", () => this.boot(id));
    if (instance?.state === "shutting-down") this.start(id, "end", () => this.end(id));
    if (instance?.state === "running" && instance.takenBackAt !== undefined) this.endLater(id, instance.takenBackAt);
    if (instance?.state === "terminated") this.purgeLater(instance);
  }

  /** A spot machine is told that it ends, by event and by metadata, and ends then; told twice, the first word counts. */
  async takeBack(id: string, seconds: number): Promise<void> {
    const { state, settings } = this.context;
    const instance = state.instances.get(id);
    if (!instance || instance.takenBackAt !== undefined) return;
    // As metadata tells it: to the second.
    const end = new Date(settings.now() + seconds * 1000).toISOString();
    const takenBackAt = `${end.slice(0, 19)}Z`;
    await this.driver.introduce({ ...this.orderFor(instance), takenBackAt });
    if (!this.isIn(id, "running")) return;
    state.transaction(() => {
      state.instances.patch(id, { takenBackAt: end });
      noteInterruption(this.context, instance);
    });
  }

  private endLater(id: string, at: string): void {
    const { state, settings } = this.context;
    this.later.once(`take ${id}`, (Date.parse(at) - settings.now()) / 1000, () => {
      if (this.isIn(id, "running"))
        state.transaction(() => changeState(this.context, id, "shutting-down", reasons.spot));
    });
  }

  /** After a start of the region: which machines still run? Those are taken over, the others have stopped without us. */
  async recover(): Promise<void> {
    const { state } = this.context;
    const running = state.instances.where((one) => one.state === "running" || one.state === "stopping");
    const alive = await this.driver.alive(running.map(({ id }) => id));
    for (const instance of running) {
      const { id } = instance;
      if (alive.has(id)) this.start(id, "boot", () => this.adopt(id));
      else if (!instance.impaired) state.transaction(() => changeState(this.context, id, "stopped", reasons.hardware));
    }
    for (const { id } of state.instances.all()) this.look(id);
  }

  /** Cuts the power of one machine: EC2 finds it stopped. */
  async kill(id: string): Promise<void> {
    this.killed.add(id);
    await this.driver.kill(id);
    if (!this.isIn(id, "pending", "running")) return;
    this.context.state.transaction(() => changeState(this.context, id, "stopped", reasons.hardware));
  }

  /** Cuts the power of all machines of a zone. They stay "running", as on AWS, and fail their checks. */
  async loseZone(zone: string): Promise<void> {
    const { state } = this.context;
    const lost = state.instances.where(
      (one) => one.zone === zone && (one.state === "running" || one.state === "pending"),
    );
    for (const { id } of lost) this.killed.add(id);
    state.transaction(() => {
      for (const { id } of lost) state.instances.patch(id, { impaired: true });
    });
    await Promise.all(lost.map(({ id }) => this.driver.kill(id)));
  }

  /** Power is back: the machines of the zone boot again from what they have on disk. */
  restoreZone(zone: string): void {
    const { state } = this.context;
    for (const { id } of state.instances.where((one) => one.zone === zone && one.impaired && one.state === "running")) {
      this.start(id, "boot again", () => this.bootAgain(id));
    }
  }

  close(): void {
    this.open = false;
  }

  private isIn(id: string, ...states: InstanceRecord["state"][]): boolean {
    const instance = this.context.state.instances.get(id);
    return this.open && instance !== undefined && states.includes(instance.state);
  }

  private start(id: string, doing: string, work: () => Promise<void>): void {
    const before = this.work.get(id);
    if (before?.doing === doing) return;
    const done = (before?.done ?? Promise.resolve())
      .then(() => (this.open ? work() : undefined))
      .catch((error: unknown) => this.trouble(`${doing} ${id}`, error))
      .finally(() => {
        if (this.work.get(id)?.done === done) this.work.delete(id);
      });
    this.work.set(id, { doing, done });
  }

  private orderFor(instance: InstanceRecord): MachineOrder {
    const volumes = this.context.state.volumes.where(({ attachment }) => attachment?.instanceId === instance.id);
    return {
      instanceId: instance.id,
      imageId: instance.imageId,
      imageVersion: instance.imageVersion,
      instanceType: instance.instanceType,
      vpcId: instance.vpcId,
      subnetId: instance.subnetId,
      zone: instance.zone,
      rack: instance.rack,
      privateIp: instance.privateIp,
      userData: instance.userData ?? undefined,
      instanceProfileArn: instance.profileArn ?? undefined,
      volumes: volumes.map((volume) => ({
        volumeId: volume.id,
        device: volume.attachment?.device ?? "",
        sizeGiB: volume.sizeGiB,
      })),
      launchTime: instance.createdAt,
      spot: instance.spot,
      takenBackAt: instance.takenBackAt && `${instance.takenBackAt.slice(0, 19)}Z`,
    };
  }

  private async bootUnderway(id: string): Promise<void> {
    const instance = this.context.state.instances.get(id);
    if (!instance) return;
    await this.networks.settled(instance.vpcId);
    await this.driver.boot(this.orderFor(instance));
  }

  private async boot(id: string): Promise<void> {
    const { state, faults } = this.context;
    const until = Date.now() + faults.bootDelay() * 1000;
    while (Date.now() < until && this.isIn(id, "pending")) {
      await new Promise((resolve) => setTimeout(resolve, Math.min(100, until - Date.now())));
    }
    if (!this.isIn(id, "pending")) return;
    try {
      await this.bootUnderway(id);
    } catch (error) {
      this.trouble(`boot ${id}`, error);
      // As on AWS: what cannot be launched goes from pending to terminated.
      if (this.isIn(id, "pending"))
        state.transaction(() => changeState(this.context, id, "shutting-down", reasons.launch));
      return;
    }
    if (this.isIn(id, "pending")) state.transaction(() => changeState(this.context, id, "running"));
    if (this.killed.has(id)) await this.driver.kill(id);
  }

  private async adopt(id: string): Promise<void> {
    await this.bootUnderway(id);
  }

  private async bootAgain(id: string): Promise<void> {
    const { state } = this.context;
    this.killed.delete(id);
    try {
      await this.bootUnderway(id);
      if (this.isIn(id, "running")) state.transaction(() => state.instances.patch(id, { impaired: false }));
    } catch (error) {
      this.trouble(`boot ${id} again`, error);
      if (!this.isIn(id, "running")) return;
      state.transaction(() => {
        state.instances.patch(id, { impaired: false });
        changeState(this.context, id, "stopped", reasons.hardware);
      });
    }
  }

  private async end(id: string): Promise<void> {
    this.killed.add(id);
    await untilDone(
      `terminate ${id}`,
      () => this.isIn(id, "shutting-down"),
      this.trouble,
      () => this.driver.terminate(id),
    );
    if (this.isIn(id, "shutting-down")) this.context.state.transaction(() => finishTermination(this.context, id));
    this.killed.delete(id);
  }

  /** The machine ended by itself: it stops or terminates, as it was launched to. */
  private exited(id: string): void {
    if (this.killed.has(id) || !this.isIn(id, "running")) return;
    const { state } = this.context;
    const terminates = state.instances.get(id)?.onShutdown === "terminate";
    state.transaction(() => {
      if (terminates) return changeState(this.context, id, "shutting-down", reasons.itself);
      changeState(this.context, id, "stopping", reasons.itself);
      changeState(this.context, id, "stopped");
    });
  }

  private purgeLater({ id, terminatedAt }: InstanceRecord): void {
    const { state, settings } = this.context;
    const age = (settings.now() - Date.parse(terminatedAt ?? "")) / 1000;
    this.later.once(`forget ${id}`, settings.goneVisibleSeconds - (age || 0), () => {
      if (this.open) state.transaction(() => state.instances.remove(id));
    });
  }
}
