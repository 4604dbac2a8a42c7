/** A spot price from this moment on, in nano-dollars (1e-9 USD) an hour. */
export interface SpotChange {
  machineType: string;
  zone: string;
  /** RFC 3339, in UTC. */
  at: string;
  nanos: number;
}

/** Spot prices of a machine type in a zone in one month, whose first change is the price that the month began with, where that is known. */
export interface SpotMonth {
  region: string;
  machineType: string;
  zone: string;
  /** `2026-01` */
  month: string;
  /** By time. */
  changes: Pick<SpotChange, "at" | "nanos">[];
}
