import type { StageInput } from "#core/ports/state.ts";

/** What a drill comes to: made once, by PlanDrill, and carried by the workflow. */
export interface DrillPlan {
  machineType: string;
  imageId: string;
  /** Of Kubernetes. */
  version: string;
  subnetId: string;
  rootDiskGiB: number;
  sha256: string;
}

export interface DrillInput extends StageInput {
  plan: DrillPlan;
}
