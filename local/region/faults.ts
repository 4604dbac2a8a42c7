import { AwsError } from "./errors.ts";
import { newId } from "./ids.ts";
import type { FaultRecord, Row } from "./records.ts";
import type { Settings } from "./settings.ts";
import type { State } from "./state.ts";

type FaultOrder = { kind: string } & { [setting: string]: string | number };

export const throttled = (service: string): AwsError =>
  service === "elbv2"
    ? new AwsError("Throttling", "Rate exceeded", 400)
    : new AwsError("RequestLimitExceeded", "Request limit exceeded.", 503);

export const noCapacity = (what = "capacity"): AwsError =>
  new AwsError("InsufficientInstanceCapacity", `We currently do not have sufficient ${what}.`, 500);

/**
 * Faults that somebody ordered and that last until they are used up or taken back. They are records, so a region that
 * restarts goes on misbehaving the same way.
 */
export class Faults {
  private readonly state: State;
  private readonly settings: Settings;
  /** Used by an action whose transaction may be rolled back; booked afterwards. */
  private spent: string[] = [];

  constructor(state: State, settings: Settings) {
    this.state = state;
    this.settings = settings;
  }

  order(fault: FaultOrder): FaultRecord {
    const createdAt = new Date(this.settings.now()).toISOString();
    return this.state.transaction(() => this.state.faults.put({ ...fault, id: newId("fault"), createdAt }));
  }

  remove(wanted: (fault: FaultRecord) => boolean): void {
    this.state.transaction(() => {
      for (const { id } of this.state.faults.where(wanted)) this.state.faults.remove(id);
    });
  }

  list(): FaultRecord[] {
    return this.state.faults.all();
  }

  private active(kind: string): FaultRecord[] {
    return this.state.faults.where((fault) => fault.kind === kind && !this.isUsedUp(fault));
  }

  private isUsedUp({ id, count }: FaultRecord): boolean {
    return typeof count === "number" && count <= this.spent.filter((one) => one === id).length;
  }

  private use(fault: FaultRecord): void {
    if (typeof fault["count"] === "number") this.spent.push(fault.id);
  }

  /** Writes down what was used; called after every action, whether it succeeded or not. */
  book(): void {
    const { spent } = this;
    this.spent = [];
    if (spent.length === 0) return;
    this.state.transaction(() => {
      for (const id of spent) {
        const left = Number(this.state.faults.get(id)?.["count"] ?? 0) - 1;
        if (left <= 0) this.state.faults.remove(id);
        else this.state.faults.patch(id, { count: left });
      }
    });
  }

  /** @throws AwsError when the action was ordered to fail */
  beforeAction(service: string, action: string): void {
    const meant = (fault: FaultRecord) => fault["action"] === undefined || fault["action"] === action;
    const throttle = this.active("throttle").find(meant);
    if (throttle) {
      this.use(throttle);
      throw throttled(service);
    }
    const failure = this.active("error").find(meant);
    if (!failure) return;
    this.use(failure);
    const code = String(failure["code"]);
    throw new AwsError(code, "ordered as a fault", code === "InternalError" || code === "Unavailable" ? 500 : 400);
  }

  /** Whether the answer of an action that was carried out is to be lost. */
  losesAnswer(action: string): boolean {
    const fault = this.active("response-lost").find((one) => one["action"] === action);
    if (fault) this.use(fault);
    return fault !== undefined;
  }

  isZoneLost(zone: string): boolean {
    return this.active("zone-lost").some((fault) => fault["zone"] === zone);
  }

  /** @throws AwsError InsufficientInstanceCapacity where none was ordered or the zone is lost */
  checkCapacity(zone: string, instanceType: string): void {
    const fault = this.active("no-capacity").find(
      (one) => (one["zone"] ?? zone) === zone && (one["instanceType"] ?? instanceType) === instanceType,
    );
    if (fault) this.use(fault);
    if (!fault && !this.isZoneLost(zone)) return;
    throw noCapacity(`${instanceType} capacity in the Availability Zone you requested (${zone})`);
  }

  /** Extra seconds before a machine boots. */
  bootDelay(): number {
    return Math.max(0, ...this.active("slow-boot").map((fault) => Number(fault["seconds"])));
  }

  /** Which records Describe actions do not show yet. */
  hidesNew(): (row: Row) => boolean {
    const seconds = Math.max(0, ...this.active("eventual-consistency").map((fault) => Number(fault["seconds"])));
    const shownFrom = this.settings.now() - seconds * 1000;
    return ({ createdAt }) => seconds > 0 && Date.parse(createdAt) > shownFrom;
  }
}
