import { decideGrowth, type Limit, type Resize } from "./decide-growth.ts";
import { decideShrinkage } from "./decide-shrinkage.ts";
import type { Scene } from "./scaled.ts";

export interface ScalingDecision {
  /** The one group that is to have another size now. */
  resize?: Resize;
  limits: Limit[];
  /** Since when, of every node that its group could do without. */
  idleSince: Map<string, string>;
}

/** Pods that wait come first: nothing goes while something has to come. */
export const decideScaling = (scene: Scene): ScalingDecision => {
  const { growth, limits } = decideGrowth(scene);
  const { shrinkage, idleSince } = decideShrinkage(scene);
  const resize = growth ?? shrinkage;
  return { ...(resize ? { resize } : {}), limits, idleSince };
};
