import type { NextStep } from "./next-step.ts";

/** What everything is to be of: a version, or in a rotation of keys a revision of them. */
export interface Goal {
  version: string;
  keys?: { revision: number; trusted: boolean };
}

/** A step in words. */
export const stepText = (step: NextStep, { version, keys }: Goal): string => {
  const target = keys ? `key revision ${keys.revision}` : version;
  switch (step.kind) {
    case "prepare":
      return `let machines of ${target} join`;
    case "member":
      return `replace member ${step.nodeId} of the control plane by one of ${target}`;
    case "finalise":
      return `let member ${step.nodeId} of the control plane serve what is new in ${version}`;
    case "add-ons":
      return keys
        ? "let pods on the control plane begin anew, with what they are to trust"
        : `move CoreDNS to ${target}`;
    case "node":
      return `replace node ${step.nodeId} by one of ${target}`;
    case "done":
      return `everything is of ${target}`;
  }
};
