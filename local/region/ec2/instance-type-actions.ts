import type * as sdk from "@aws-sdk/client-ec2";
import type { Context } from "../context.ts";
import { refuse } from "../errors.ts";
import { type InstanceTypeFacts, instanceTypes } from "../instance-types.ts";
import { regionName, zones } from "../zones.ts";
import { checkFilters, type FilterTable, matches } from "./filters.ts";
import { page } from "./pages.ts";

/** @throws AwsError InvalidInstanceType */
export const factsOf = (names: readonly string[] | undefined): InstanceTypeFacts[] => {
  if (!names?.length) return [...instanceTypes.values()];
  const unknown = names.filter((name) => !instanceTypes.has(name));
  if (unknown.length > 0)
    refuse("InvalidInstanceType", `The following supplied instance types do not exist: [${unknown.join(", ")}]`);
  return names.map((name) => instanceTypes.get(name) as InstanceTypeFacts);
};

const typeFilters: FilterTable<InstanceTypeFacts> = {
  "instance-type": ({ name }) => name,
  "processor-info.supported-architecture": ({ architecture }) => architecture,
  "vcpu-info.default-vcpus": ({ vcpus }) => vcpus,
  "memory-info.size-in-mib": ({ memoryMiB }) => memoryMiB,
  "burstable-performance-supported": ({ burstable }) => burstable,
  "current-generation": () => true,
  "supported-usage-class": () => "on-demand",
  "bare-metal": () => false,
  "free-tier-eligible": () => false,
  "instance-storage-supported": ({ instanceStorageGB }) => instanceStorageGB !== undefined,
};

const answer = (facts: InstanceTypeFacts): sdk.InstanceTypeInfo => ({
  InstanceType: facts.name as sdk._InstanceType,
  CurrentGeneration: true,
  FreeTierEligible: false,
  SupportedUsageClasses: ["on-demand"],
  SupportedRootDeviceTypes: ["ebs"],
  SupportedVirtualizationTypes: ["hvm"],
  BareMetal: false,
  Hypervisor: "nitro",
  ProcessorInfo: { SupportedArchitectures: [facts.architecture], SustainedClockSpeedInGhz: facts.clockGhz },
  VCpuInfo: {
    DefaultVCpus: facts.vcpus,
    DefaultCores: Math.max(1, facts.vcpus / facts.threadsPerCore),
    DefaultThreadsPerCore: facts.threadsPerCore,
  },
  MemoryInfo: { SizeInMiB: facts.memoryMiB },
  InstanceStorageSupported: facts.instanceStorageGB !== undefined,
  InstanceStorageInfo: facts.instanceStorageGB === undefined ? undefined : { TotalSizeInGB: facts.instanceStorageGB },
  EbsInfo: { EbsOptimizedSupport: "default", EncryptionSupport: "supported", NvmeSupport: "required" },
  NetworkInfo: {
    NetworkPerformance: facts.network,
    MaximumNetworkInterfaces: facts.maxInterfaces,
    Ipv4AddressesPerInterface: facts.addressesPerInterface,
    Ipv6AddressesPerInterface: facts.addressesPerInterface,
    Ipv6Supported: true,
    EnaSupport: "required",
  },
  GpuInfo: facts.gpu && {
    Gpus: [
      {
        Name: facts.gpu.name,
        Manufacturer: "NVIDIA",
        Count: facts.gpu.count,
        MemoryInfo: { SizeInMiB: facts.gpu.memoryMiB },
      },
    ],
    TotalGpuMemoryInMiB: facts.gpu.count * facts.gpu.memoryMiB,
  },
  PlacementGroupInfo: {
    SupportedStrategies: facts.burstable ? ["partition", "spread"] : ["cluster", "partition", "spread"],
  },
  BurstablePerformanceSupported: facts.burstable,
  HibernationSupported: false,
  DedicatedHostsSupported: false,
  AutoRecoverySupported: true,
});

export const DescribeInstanceTypes = (input: sdk.DescribeInstanceTypesRequest): sdk.DescribeInstanceTypesResult => {
  checkFilters(input.Filters, typeFilters as FilterTable<never>, false);
  const found = factsOf(input.InstanceTypes).filter((facts) => matches(facts, input.Filters, typeFilters));
  const { items, next } = page(found, input, { least: 5, most: 100 });
  return { InstanceTypes: items.map(answer), ...next };
};

interface Offering {
  type: string;
  location: string;
}

const locationsOf = (kind: string): string[] => {
  if (kind === "region") return [regionName];
  if (kind === "availability-zone") return [...zones.keys()];
  if (kind === "availability-zone-id") return [...zones.values()];
  return refuse(
    "InvalidParameterValue",
    `Value (${kind}) for parameter locationType is invalid. Allowed: region, availability-zone, availability-zone-id`,
  );
};

export const DescribeInstanceTypeOfferings = (
  input: sdk.DescribeInstanceTypeOfferingsRequest,
  _context: Context,
): sdk.DescribeInstanceTypeOfferingsResult => {
  const LocationType = (input.LocationType ?? "region") as sdk.LocationType;
  const offeringFilters: FilterTable<Offering> = {
    "instance-type": ({ type }) => type,
    location: ({ location }) => location,
  };
  checkFilters(input.Filters, offeringFilters as FilterTable<never>, false);
  const all = locationsOf(LocationType).flatMap((location) =>
    [...instanceTypes.keys()].map((type) => ({ type, location })),
  );
  const { items, next } = page(
    all.filter((offering) => matches(offering, input.Filters, offeringFilters)),
    input,
  );
  const InstanceTypeOfferings = items.map(({ type, location }) => ({
    InstanceType: type as sdk._InstanceType,
    LocationType,
    Location: location,
  }));
  return { InstanceTypeOfferings, ...next };
};
