import * as z from "zod";
import { parseCron } from "./cron.ts";

export const CronTimes = z
  .string()
  .max(100)
  .superRefine((text, context) => {
    const read = parseCron(text);
    if (typeof read === "string") context.addIssue({ code: "custom", input: text, message: read });
  })
  .meta({ description: "minute, hour, day of the month, month, day of the week, as in crontab(5); one minute" });

const isTimeZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

export const TimeZone = z
  .string()
  .max(64)
  .refine(isTimeZone, "a time zone of the IANA data base, such as Europe/Berlin, or UTC");
