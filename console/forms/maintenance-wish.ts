import type { Cluster, UpdateCluster } from "../api/types.ts";
import { number } from "./number.ts";

type Maintenance = NonNullable<Cluster["maintenance"]>;
type Given = NonNullable<UpdateCluster["maintenance"]>;

/** The contract's own bring its schemas with them. */
export const channels = ["none", "stable", "rapid"] as const satisfies readonly Maintenance["channel"][];

const weekdays = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] as const;

/** On which days a window opens: one of the week, each, or as crontab(5) says. */
export const openingDays = ["daily", ...weekdays, "crontab"] as const;
export type OpeningDay = (typeof openingDays)[number];

export interface ExclusionWish {
  /** A day, or a moment of RFC 3339. */
  from: string;
  to: string;
  reason: string;
}

/** When a cluster is upgraded by itself, and to what, as it is typed. */
export interface MaintenanceWish {
  channel: Maintenance["channel"];
  day: OpeningDay;
  /** `02:00`, by the clock of the time zone. */
  time: string;
  /** In place of day and time. */
  crontab: string;
  timeZone: string;
  minutes: string;
  exclusions: ExclusionWish[];
}

const ownZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

const dayOf = (field: string): OpeningDay | undefined => {
  if (field === "*") return "daily";
  const name = field.toLowerCase();
  return weekdays.find((day, i) => day === name || String(i + 1) === name || (day === "sun" && name === "0"));
};

const simpleTimes = (schedule: string): Pick<MaintenanceWish, "day" | "time"> | undefined => {
  const [, minute = "", hour = "", days = ""] = /^(\d{1,2}) (\d{1,2}) \* \* (\S+)$/.exec(schedule.trim()) ?? [];
  const day = dayOf(days);
  return day && { day, time: `${hour.padStart(2, "0")}:${minute.padStart(2, "0")}` };
};

/** Midnight, UTC, is a day; anything else is shown whole. */
const typed = (at: string): string => (/T00:00:00(\.0+)?Z$/.test(at) ? at.slice(0, 10) : at);

/** What is set, or what a cluster that has none is offered: Sundays before dawn. */
export const maintenanceWishOf = ({ maintenance }: Pick<Cluster, "maintenance">): MaintenanceWish => {
  const { channel = "none", window, exclusions = [] } = maintenance ?? {};
  const { schedule = "0 2 * * sun", timeZone = "", durationMinutes = 240 } = window ?? {};
  return {
    channel,
    ...(simpleTimes(schedule) ?? { day: "crontab", time: "02:00" }),
    ...{ crontab: schedule, timeZone, minutes: String(durationMinutes) },
    exclusions: exclusions.map(({ from, to, reason }) => ({ from: typed(from), to: typed(to), reason })),
  };
};

/** The times as crontab(5) writes them; what is no time is left for the service to refuse at its field. */
export const scheduleOfWish = ({ day, time, crontab }: MaintenanceWish): string => {
  if (day === "crontab") return crontab.trim();
  const [, hour, minute] = /^(\d{1,2}):(\d{2})$/.exec(time.trim()) ?? [];
  const days = day === "daily" ? "*" : day;
  return hour === undefined ? `${time.trim()} * * ${days}` : `${Number(minute)} ${Number(hour)} * * ${days}`;
};

const moment = (text: string): string =>
  /^\d{4}-\d\d-\d\d$/.test(text.trim()) ? `${text.trim()}T00:00:00Z` : text.trim();

/** What is sent. In no channel the window stays as it is, for whoever chooses one again. */
export const maintenanceBody = (wish: MaintenanceWish): Given =>
  wish.channel === "none"
    ? { channel: "none" }
    : {
        channel: wish.channel,
        window: {
          schedule: scheduleOfWish(wish),
          timeZone: wish.timeZone.trim() || ownZone(),
          durationMinutes: number(wish.minutes),
        },
        exclusions: wish.exclusions.map(({ from, to, reason }) => ({ from: moment(from), to: moment(to), reason })),
      };
