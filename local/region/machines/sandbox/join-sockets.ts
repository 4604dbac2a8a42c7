import type { Socket } from "node:net";

/** Both ways, each end for itself; what breaks on one side breaks on the other. */
export const joinSockets = (a: Socket, b: Socket): void => {
  for (const [one, other] of [
    [a, b],
    [b, a],
  ] as const) {
    one.setKeepAlive(true, 60_000);
    one.on("error", () => other.destroy());
    one.on("close", () => other.destroy());
    one.pipe(other);
  }
};
