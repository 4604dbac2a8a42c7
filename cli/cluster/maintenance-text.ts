import type { Maintenance } from "#cli/api-types.ts";

/** Which versions a cluster is upgraded to by itself, when, and when not. */
export const maintenanceFacts = (maintenance: Maintenance): [string, string][] => {
  const { channel, window, exclusions, nextUpgrade } = maintenance;
  const next = nextUpgrade.at ? `${nextUpgrade.version} at ${nextUpgrade.at}` : `none: ${nextUpgrade.message}`;
  const open = window && `${window.schedule} ${window.timeZone} for ${window.durationMinutes} minutes`;
  return [
    ["Channel", channel],
    ...(open ? [["Window", open] as [string, string]] : []),
    ...exclusions.map(({ from, to, reason }): [string, string] => ["Excluded", `${from} to ${to} (${reason})`]),
    ...(channel === "none" ? [] : [["Next upgrade", next] as [string, string]]),
  ];
};
