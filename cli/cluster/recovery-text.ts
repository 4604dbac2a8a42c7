import type { Cluster } from "#cli/api-types.ts";

type Recovery = NonNullable<Cluster["recovery"]>;

/** `2 h 5 min`, `40 s`; of what is longer than a minute no seconds. */
const span = (seconds: number): string => {
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  const [days, hours] = [Math.floor(minutes / 1440), Math.floor((minutes % 1440) / 60)];
  const parts = [
    [days, "d"],
    [hours, "h"],
    [minutes % 60, "min"],
  ] as const;
  return parts.flatMap(([count, unit]) => (count > 0 ? [`${count} ${unit}`] : [])).join(" ");
};

/** What would be lost, and how long it would take. */
export const recoveryText = ({ rpoSeconds, rtoSeconds, provenBackupId, drilledAt }: Recovery): string => {
  if (rpoSeconds === undefined)
    return drilledAt === undefined ? "no backup is proven yet" : `no backup is proven; drilled at ${drilledAt}`;
  const time = rtoSeconds === undefined ? "" : `, back in about ${span(rtoSeconds)}`;
  return `to ${span(rpoSeconds)} ago (${provenBackupId})${time}`;
};
