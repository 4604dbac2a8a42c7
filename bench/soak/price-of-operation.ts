/** List prices of us-east-1 in November 2026, in millionths of a dollar, as in docs/scale.md. */
const prices = { transition: 25, request: 0.2, gigabyteSecond: 13.3, writeUnit: 0.625, readUnit: 0.125 };

/** How long functions take on AWS is not known: one second each, of 512 MB. */
const assumed = { seconds: 1, gigabytes: 0.5 };

/** What executions of a workflow cost on average, without the table: Step Functions and Lambda. */
export const priceOfExecution = ({ transitions, invocations }: { transitions: number; invocations: number }): number =>
  transitions * prices.transition +
  invocations * (prices.request + assumed.seconds * assumed.gigabytes * prices.gigabyteSecond);

/** What writes of the table and its indexes cost. */
export const priceOfWrites = (writeUnits: number): number => writeUnits * prices.writeUnit;

/** What reads cost: items by their key, of 2 units, as they are read consistently. */
export const priceOfReads = (items: number): number => items * 2 * prices.readUnit;
