/**
 * Moves the time of a service on one computer forward (local/region/clock.ts): of its region and of its functions.
 * @returns the moment that it is now @throws Error with the region's answer when it refuses
 */
export const moveTime = async (regionUrl: string, forwardSeconds: number): Promise<string> => {
  const answer = await fetch(`${regionUrl}/_region/clock`, {
    method: "POST",
    body: JSON.stringify({ forwardSeconds }),
  });
  if (!answer.ok) throw new Error(`${forwardSeconds} s: ${answer.status} ${await answer.text()}`);
  return ((await answer.json()) as { now: string }).now;
};
