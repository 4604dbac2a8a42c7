import type { KeyPhase } from "#contract/key-phases.ts";

/** @see core/keys/rotation.ts: `revision` counts the phases of rotations */
export interface KeySetRecord {
  revision: number;
  at: string;
  madeAt?: string;
}

/** What a phase of a rotation is about. */
export interface KeyChange {
  phase: KeyPhase;
  from: number;
  to: number;
  /** All pods trust what is published. */
  trusted?: true;
}
