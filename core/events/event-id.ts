import { randomBytes } from "node:crypto";
import { TypeID } from "typeid-js";

/** As a UUIDv7 (RFC 9562): milliseconds, a counter of 12 bits, random bits. */
const eventId = (milliseconds: number, count: number, random: string): string => {
  const time = milliseconds.toString(16).padStart(12, "0");
  const counter = (count % 4096).toString(16).padStart(3, "0");
  const uuid = `${time.slice(0, 8)}-${time.slice(8)}-7${counter}-8${random.slice(0, 3)}-${random.slice(3, 15)}`;
  return TypeID.fromUUID("evt", uuid).toString();
};

let last = { milliseconds: 0, count: 0 };

/** An id of its own for something that happened at a moment; of two of the same millisecond in one process the later is greater. */
export const newEventId = (at: string): string => {
  const milliseconds = Date.parse(at);
  last = { milliseconds, count: milliseconds === last.milliseconds ? last.count + 1 : 0 };
  return eventId(milliseconds, last.count, randomBytes(8).toString("hex"));
};

/** The least id that anything of that moment can have. */
export const firstEventIdAt = (at: string): string => eventId(Date.parse(at), 0, "0".repeat(16));

/** Greater than every id. */
export const afterEveryEvent = "evt_~";
