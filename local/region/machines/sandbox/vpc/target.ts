import type { Socket } from "node:net";
import { checkHealth, type HealthCheck } from "./health-check.ts";

export type Health = "initial" | "healthy" | "unhealthy";

/**
 * What is known of a target from its checks. As on AWS one success makes a new target healthy; after that a change takes as many
 * equal results in a row as the thresholds say.
 */
export class TargetHealth {
  health: Health = "initial";
  private inRow = 0;
  private last: boolean | undefined;

  note(success: boolean, { healthyThreshold, unhealthyThreshold }: HealthCheck): void {
    this.inRow = this.last === success ? this.inRow + 1 : 1;
    this.last = success;
    if (success && (this.health === "initial" || this.inRow >= healthyThreshold)) this.health = "healthy";
    if (!success && this.inRow >= unhealthyThreshold) this.health = "unhealthy";
  }
}

/** A registered target: its connections, and the checks that go on as long as it is registered. */
export class Target {
  readonly address: string;
  readonly port: number;
  readonly sockets = new Set<Socket>();
  draining = false;
  /** It did not take a connection since it was last checked: others are asked first. */
  suspect = false;
  private check: HealthCheck;
  private readonly state = new TargetHealth();
  private readonly changed: () => void;
  private timer: NodeJS.Timeout | undefined;
  private open = true;

  /** @param changed told after every check */
  constructor(target: { address: string; port: number }, check: HealthCheck, changed: () => void) {
    this.address = target.address;
    this.port = target.port;
    this.check = check;
    this.changed = changed;
    void this.look();
  }

  get health(): Health {
    return this.state.health;
  }

  /** The sooner the better: what is known to work, then what nobody knows about, then the rest. */
  get rank(): number {
    return { healthy: 0, initial: 2, unhealthy: 4 }[this.health] + (this.suspect ? 1 : 0);
  }

  use(check: HealthCheck): void {
    this.check = check;
  }

  cut(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  close(): void {
    this.open = false;
    clearTimeout(this.timer);
    this.cut();
  }

  private async look(): Promise<void> {
    const { check } = this;
    const started = Date.now();
    const healthy = await checkHealth(this.address, check);
    if (!this.open) return;
    this.suspect = false;
    this.state.note(healthy, check);
    this.changed();
    const pause = Math.max(0, check.intervalSeconds * 1000 - (Date.now() - started));
    this.timer = setTimeout(() => void this.look(), pause);
  }
}
