import type { PlannedCall, PlannedResource, PlannedStage } from "#contract/plans.ts";
import type { Usage } from "#core/billing/usage.ts";

/** Something that will cost, as the price book knows it. */
export type Billable = Pick<Usage, "kind" | "priceKey" | "quantity" | "part">;

export interface Ledger {
  /** From now on everything belongs to this stage. */
  begin(stage: string): void;
  makes(kind: string, count: number, detail?: string): void;
  removes(kind: string, count: number, detail?: string): void;
  /** @param call such as `ec2:CreateVpc` */
  calls(call: string, times?: number): void;
  /** What has been made will cost. */
  costs(...billables: Billable[]): void;
  billables(): Billable[];
  /** What has been taken away costs no more. */
  spares(...billables: Billable[]): void;
  spared(): Billable[];
  stages(): PlannedStage[];
  /** What has been made and not removed. */
  resources(): PlannedResource[];
}

const same = (a: PlannedResource, b: { kind: string; detail?: string | undefined }): boolean =>
  a.kind === b.kind && a.detail === b.detail;

const add = (list: PlannedResource[], kind: string, count: number, detail?: string): void => {
  if (count === 0) return;
  const there = list.find((one) => same(one, { kind, detail }));
  if (there) there.count += count;
  else list.push({ kind, count, ...(detail === undefined ? {} : { detail }) });
};

/** Writes down what stages do, in their order. */
export const newLedger = (): Ledger => {
  const stages: PlannedStage[] = [];
  const costing: Billable[] = [];
  const sparing: Billable[] = [];
  const present = (): PlannedStage => {
    const last = stages.at(-1);
    if (!last) throw new Error("no stage has begun");
    return last;
  };
  return {
    begin: (name) => void stages.push({ name, makes: [], removes: [], calls: [] }),
    makes: (kind, count, detail) => add(present().makes, kind, count, detail),
    removes: (kind, count, detail) => add(present().removes, kind, count, detail),
    calls(call, times = 1) {
      const { calls } = present();
      const there = calls.find((one: PlannedCall) => one.call === call);
      if (there) there.times += times;
      else if (times > 0) calls.push({ call, times });
    },
    costs: (...billables) => void costing.push(...billables),
    billables: () => [...costing],
    spares: (...billables) => void sparing.push(...billables),
    spared: () => [...sparing],
    stages: () => structuredClone(stages),
    resources() {
      const left: PlannedResource[] = [];
      for (const { makes, removes } of stages) {
        for (const { kind, count, detail } of makes) add(left, kind, count, detail);
        for (const { kind, count, detail } of removes) add(left, kind, -count, detail);
      }
      return left.filter(({ count }) => count > 0);
    },
  };
};
