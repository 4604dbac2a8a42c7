import { createHash } from "node:crypto";

export const regionName = "us-east-1";

/** The account of everything; LocalStack's own default. */
export const accountId = "000000000000";

/** Zone name → zone id. What a zone's letter means differs by account on AWS; the id does not. */
export const zones: ReadonlyMap<string, string> = new Map([
  ["us-east-1a", "use1-az1"],
  ["us-east-1b", "use1-az2"],
  ["us-east-1c", "use1-az4"],
  ["us-east-1d", "use1-az6"],
]);

/** Racks of each zone. More than the 7 that a spread placement group uses, so that its limit is AWS's and not ours. */
export const racksPerZone = 8;
const racksPerSpine = 4;

export const racksOf = (zone: string): string[] =>
  Array.from({ length: racksPerZone }, (_, i) => `${zone}-rack-${i + 1}`);

const nodeId = (place: string) => `nn-${createHash("sha256").update(place).digest("hex").slice(0, 17)}`;

/** Network nodes from the zone's down to the rack's, as DescribeInstanceTopology lists them. */
export const networkNodesOf = (zone: string, rack: string): string[] => {
  const index = racksOf(zone).indexOf(rack);
  return [nodeId(zone), nodeId(`${zone}-spine-${Math.floor(index / racksPerSpine) + 1}`), nodeId(rack)];
};
