import type { ProcessRecord } from "./processes.ts";

/** What the keeper tells whoever started it. */
export type KeeperMessage =
  | { kind: "said"; line: string }
  | { kind: "up"; apiUrl: string }
  /** Nothing is left running. */
  | { kind: "failed"; message: string }
  /** Another keeper has the state folder. */
  | { kind: "taken"; keeper: ProcessRecord };

/** What it is told: from now on it stays when its starter goes. */
export interface Release {
  kind: "release";
}
