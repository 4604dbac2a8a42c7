import { readFileSync, renameSync, writeFileSync } from "node:fs";

/** The time that the region and the service's functions go by (adapters/service-clock.ts). */
export interface RegionClock {
  /** Milliseconds since 1970. */
  now(): number;
  /** By how many milliseconds it is ahead of the computer's. */
  ahead(): number;
  /** Undefined where it cannot be moved. */
  move: ((milliseconds: number) => void) | undefined;
}

export const systemTime: RegionClock = { now: Date.now, ahead: () => 0, move: undefined };

const read = (file: string): number => {
  try {
    return Number(readFileSync(file, "utf8"));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return 0;
    throw error;
  }
};

/** A clock that can be set forward, never back; the file says how far, to whoever goes by it. @param file in a folder that there is */
export const movableTime = (file: string): RegionClock => {
  let ahead = read(file);
  const write = (): void => {
    writeFileSync(`${file}.new`, String(ahead));
    // Whoever reads it meanwhile reads the one or the other.
    renameSync(`${file}.new`, file);
  };
  write();
  return {
    now: () => Date.now() + ahead,
    ahead: () => ahead,
    move(milliseconds) {
      ahead += milliseconds;
      write();
    },
  };
};
