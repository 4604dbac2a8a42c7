import { randomBytes } from "node:crypto";

const hex = (digits: number) =>
  randomBytes(Math.ceil(digits / 2))
    .toString("hex")
    .slice(0, digits);

/** A resource id as EC2 makes them: `vpc-` and 17 hexadecimal digits. */
export const newId = (prefix: string): string => `${prefix}-${hex(17)}`;

/** The last part of an ELBv2 ARN. */
export const newArnSuffix = (): string => hex(16);

/** A locally administered unicast MAC address. */
export const newMacAddress = (): string => `02:${(hex(10).match(/../g) ?? []).join(":")}`;
