import type { NextStep } from "./next-step.ts";

/** A step in words. */
export const stepText = (step: NextStep, target: string): string => {
  switch (step.kind) {
    case "prepare":
      return `let machines of ${target} join`;
    case "member":
      return `replace member ${step.nodeId} of the control plane by one of ${target}`;
    case "add-ons":
      return `move CoreDNS to ${target}`;
    case "node":
      return `replace node ${step.nodeId} by one of ${target}`;
    case "done":
      return `everything is of ${target}`;
  }
};
