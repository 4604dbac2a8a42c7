import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { isAlive, type ProcessRecord, recordOf } from "#local/processes.ts";
import type { MachineOrder } from "../../driver.ts";
import { killGroup, makeGroup, processesOf, removeGroup } from "./cgroups.ts";
import { startDetached } from "./detached.ts";
import { layOutDisk } from "./disk.ts";
import { InTurn } from "./in-turn.ts";
import { awsPort, plugIn, pullCable, subnetOf, unplug } from "./network.ts";
import { machineFolder, namespaceOf, type Place, vpcFolder } from "./place.ts";
import { until } from "./until.ts";

/** How often machines are looked at: nothing tells of the end of a process that is no child. */
const lookMilliseconds = 500;

/** The machines of one service. What they are is read from the system (cgroups, processes, folders), never from memory. */
export class Machines {
  private readonly place: Place;
  private readonly imageDir: string | undefined;
  private readonly inTurn = new InTurn();
  /** By instance: its power supply, which lives as long as the machine does. */
  private readonly watched = new Map<string, ProcessRecord>();
  private readonly listeners: ((instanceId: string) => void)[] = [];
  private readonly watch: NodeJS.Timeout;

  constructor(place: Place, imageDir: string | undefined) {
    this.place = place;
    this.imageDir = imageDir;
    this.watch = setInterval(() => this.look(), lookMilliseconds);
    this.watch.unref();
  }

  /** @param subnetCidr range of the order's subnet @throws Error with what the machine said when it does not come up */
  boot(order: MachineOrder, subnetCidr: string): Promise<void> {
    return this.inTurn.run(order.instanceId, async () => {
      this.introduce(order);
      if (this.isRunning(order.instanceId)) return this.takeOver(order.instanceId);
      await this.cutPower(order.instanceId, order.vpcId);
      await this.start(order, subnetCidr);
      this.takeOver(order.instanceId);
    });
  }

  kill(instanceId: string): Promise<void> {
    this.watched.delete(instanceId);
    return this.inTurn.run(instanceId, async () => {
      this.watched.delete(instanceId);
      await this.cutPower(instanceId, this.orderOf(instanceId)?.vpcId);
    });
  }

  terminate(instanceId: string): Promise<void> {
    this.watched.delete(instanceId);
    return this.inTurn.run(instanceId, async () => {
      this.watched.delete(instanceId);
      const order = this.orderOf(instanceId);
      await this.cutPower(instanceId, order?.vpcId);
      if (order) rmSync(this.introduction(order), { force: true });
      await rm(machineFolder(this.place, instanceId), { recursive: true, force: true });
    });
  }

  isRunning(instanceId: string): boolean {
    return this.firstProcess(instanceId) !== undefined;
  }

  onExit(listener: (instanceId: string) => void): void {
    this.listeners.push(listener);
  }

  close(): void {
    clearInterval(this.watch);
  }

  private group(instanceId: string, part = ""): string {
    return join(this.place.prefix, instanceId, part);
  }

  /** What the VPC's process knows the machine by: its address. */
  private introduction({ vpcId, privateIp }: MachineOrder): string {
    return join(vpcFolder(this.place, vpcId), `${privateIp}.json`);
  }

  /** Written beside and moved: whoever reads meanwhile reads the one or the other. */
  private write(path: string, order: MachineOrder): void {
    writeFileSync(`${path}.next`, JSON.stringify(order), { mode: 0o600 });
    renameSync(`${path}.next`, path);
  }

  /** What the machine's metadata say from now on. */
  introduce(order: MachineOrder): void {
    mkdirSync(vpcFolder(this.place, order.vpcId), { recursive: true, mode: 0o700 });
    mkdirSync(machineFolder(this.place, order.instanceId), { recursive: true, mode: 0o700 });
    this.write(this.introduction(order), order);
    this.write(join(machineFolder(this.place, order.instanceId), "order.json"), order);
  }

  private orderOf(instanceId: string): MachineOrder | undefined {
    const path = join(machineFolder(this.place, instanceId), "order.json");
    return existsSync(path) ? (JSON.parse(readFileSync(path, "utf8")) as MachineOrder) : undefined;
  }

  private async start(order: MachineOrder, subnetCidr: string): Promise<void> {
    const { instanceId } = order;
    const folder = machineFolder(this.place, instanceId);
    const { gateway } = subnetOf(subnetCidr);
    await layOutDisk(order, {
      folder,
      image: this.imageOf(order),
      gateway,
      awsEndpoint: `http://${gateway}:${awsPort}`,
    });
    await plugIn(this.place, order, subnetCidr);
    makeGroup(this.group(instanceId, "machine"));
    const groups = makeGroup(this.group(instanceId, "power"));
    const console = join(folder, "console.log");
    writeFileSync(console, "", { mode: 0o600 });
    const init = join(import.meta.dirname, "machine/init");
    const command = [init, "power", folder, namespaceOf(this.place, instanceId), this.group(instanceId)];
    const power = startDetached(command, { groups, log: console });
    await until(`start of ${instanceId}`, 30, () => {
      const first = this.firstProcess(instanceId);
      if (first !== undefined && programOf(first) === "systemd") return true;
      if (power.exitCode === null && power.signalCode === null && power.pid !== undefined) return undefined;
      throw new Error(`${instanceId} did not start: ${readFileSync(console, "utf8").trim().slice(-500)}`);
    });
  }

  private imageOf({ imageId, imageVersion }: MachineOrder): string {
    if (!this.imageDir) throw new Error("no folder of machine images was named (--image-dir)");
    const image = join(this.imageDir, imageVersion);
    if (!existsSync(join(image, "image.json")))
      throw new Error(`image ${imageId}: ${image} is not there or unfinished`);
    return image;
  }

  /** No goodbye: the cable first, so that not even the kernel can close the machine's connections. */
  private async cutPower(instanceId: string, vpcId: string | undefined): Promise<void> {
    if (vpcId) await pullCable(this.place, vpcId, instanceId);
    // The inside first: what started the machine then ends by itself, having reaped what it started.
    await killGroup(this.group(instanceId, "machine"));
    const isOff = () => processesOf(this.group(instanceId, "power")).size === 0 || undefined;
    await until(`power of ${instanceId}`, 2, isOff).catch(() => undefined);
    await killGroup(this.group(instanceId));
    await unplug(this.place, vpcId, instanceId);
    await removeGroup(this.group(instanceId));
  }

  /** Process 1 of the machine, by its number outside: in two process namespaces, and the first in the inner one. */
  private firstProcess(instanceId: string): number | undefined {
    const pids = [...processesOf(this.group(instanceId, "machine"))];
    return pids.find((pid) => {
      try {
        const [, numbers = ""] = /^NSpid:\s+(.*)$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8")) ?? [];
        return numbers === `${pid}\t1`;
      } catch {
        return false;
      }
    });
  }

  private takeOver(instanceId: string): void {
    const [power] = processesOf(this.group(instanceId, "power"));
    if (power !== undefined) this.watched.set(instanceId, recordOf(instanceId, power));
  }

  private look(): void {
    for (const [instanceId, power] of this.watched) {
      if (isAlive(power)) continue;
      this.watched.delete(instanceId);
      for (const listener of this.listeners) listener(instanceId);
    }
  }
}

const programOf = (pid: number): string | undefined => {
  try {
    return readFileSync(`/proc/${pid}/comm`, "utf8").trim();
  } catch {
    return undefined;
  }
};
