import type * as z from "zod";
import type { FaultOrder } from "./region/fault-orders.ts";

/** Orders a fault over the pocket region's control endpoint. @throws Error with the region's answer when it refuses */
export const orderFault = async (regionUrl: string, order: z.input<typeof FaultOrder>): Promise<void> => {
  const answer = await fetch(`${regionUrl}/_region/faults`, { method: "POST", body: JSON.stringify(order) });
  if (!answer.ok) throw new Error(`${JSON.stringify(order)}: ${answer.status} ${await answer.text()}`);
};
