import { type Amounts, holds, minus } from "./amounts.ts";
import { mayBeOn } from "./fits.ts";
import type { Place, Pod } from "./workload.ts";

/** A node and what is still free on it. */
export interface Room {
  place: Place;
  free: Amounts;
}

const weight = ({ asks }: Pod): number => (asks["cpu"] ?? 0) / 1000 + (asks["memory"] ?? 0) / (2 ** 32 * 1000);

/** Large ones first: small ones fill what they leave. The id decides, so that everybody packs alike. */
export const inOrder = (pods: readonly Pod[]): Pod[] =>
  pods.toSorted((a, b) => weight(b) - weight(a) || (a.id < b.id ? -1 : 1));

/** Puts the pod into the first room that takes it. @returns whether there was one */
const put = (pod: Pod, rooms: Room[]): boolean => {
  const room = rooms.find(({ place, free }) => holds(free, pod.asks) && mayBeOn(pod, place));
  if (room) room.free = minus(room.free, pod.asks);
  return room !== undefined;
};

/**
 * Fills rooms with pods, first fit.
 * @param rooms are changed
 * @param another makes one more room, as long as there may be one; it is kept only where the pod fits
 * @returns the pods that found none
 */
export const pack = (pods: readonly Pod[], rooms: Room[], another: () => Room | undefined = () => undefined): Pod[] =>
  inOrder(pods).filter((pod) => {
    if (put(pod, rooms)) return false;
    const next = another();
    if (!next || !put(pod, [next])) return true;
    rooms.push(next);
    return false;
  });
