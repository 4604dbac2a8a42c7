import { formatAddress, parseCidr } from "#contract/cidr.ts";
import { InvalidInput } from "#core/errors.ts";

/** AWS makes no subnet smaller than a /28. */
const longestPrefix = 28;

/**
 * Lays out a VPC: as many equal blocks as there are zones and one more (a power of two); the first block is cut up for the
 * public subnets, which hold little, each other is a zone's private subnet. 10.0.0.0/16 over three zones gives public
 * 10.0.0.0/20, 10.0.16.0/20, 10.0.32.0/20 and private 10.0.64.0/18, 10.0.128.0/18, 10.0.192.0/18.
 * @throws InvalidInput when the range is too small for so many zones
 */
export const subnetRanges = (cidr: string, zones: number): { public: string; private: string }[] => {
  const range = parseCidr(cidr);
  if (!range) throw new InvalidInput(`${cidr} is no IPv4 range`);
  const bits = Math.ceil(Math.log2(zones + 1));
  const publicPrefix = range.prefix + 2 * bits;
  if (publicPrefix > longestPrefix)
    throw new InvalidInput(`${cidr} is too small for ${zones} zones`, [
      { field: "network.cidr", value: cidr, allowed: `a prefix of at most /${longestPrefix - 2 * bits}` },
    ]);
  const block = range.size / 2 ** bits;
  const publicBlock = block / 2 ** bits;
  return Array.from({ length: zones }, (_, zone) => ({
    public: `${formatAddress(range.first + zone * publicBlock)}/${publicPrefix}`,
    private: `${formatAddress(range.first + (zone + 1) * block)}/${range.prefix + bits}`,
  }));
};
