import * as z from "zod";
import { Timestamp } from "#contract/names.ts";
import { InvalidInput } from "#core/errors.ts";

/** Where in the rows a page ends. Usage is listed by start and id, its rows by day. */
const Position = z.strictObject({ at: Timestamp, start: Timestamp, usageId: z.string(), day: Timestamp });
export type Position = z.infer<typeof Position>;

export const writePosition = (position: Position): string =>
  Buffer.from(JSON.stringify(position)).toString("base64url");

/** @throws InvalidInput for what has not been written by the above, or is of a moment to come */
export const readPosition = (text: string, now: string): Position => {
  let given: unknown;
  try {
    given = JSON.parse(Buffer.from(text, "base64url").toString());
  } catch {
    given = undefined;
  }
  const position = Position.safeParse(given);
  if (position.success && position.data.at <= now) return position.data;
  throw new InvalidInput("the page token is not one of ours", [
    { field: "pageToken", value: text, allowed: "the nextPageToken of the page before, with the same filters" },
  ]);
};
