import { readFileSync } from "node:fs";
import { isIPv4 } from "node:net";
import { join } from "node:path";
import type { MachineOrder } from "../../../driver.ts";

/** The order of the machine that has the address; undefined when it is nobody's, such as a pod's. */
export type MachineAt = (address: string) => MachineOrder | undefined;

/** Looks each time: machines come and go while this process lives. */
export const machineFilesIn =
  (folder: string): MachineAt =>
  (address) => {
    if (!isIPv4(address)) return undefined;
    try {
      return JSON.parse(readFileSync(join(folder, `${address}.json`), "utf8")) as MachineOrder;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === "ENOENT") return undefined;
      throw error;
    }
  };
