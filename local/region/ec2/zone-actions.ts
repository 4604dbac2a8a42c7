import type * as sdk from "@aws-sdk/client-ec2";
import type { Context } from "../context.ts";
import { refuse } from "../errors.ts";
import { regionName, zones } from "../zones.ts";
import { checkFilters, type FilterTable, matches } from "./filters.ts";

interface Zone {
  name: string;
  id: string;
}

export const DescribeAvailabilityZones = (
  input: sdk.DescribeAvailabilityZonesRequest,
  context: Context,
): sdk.DescribeAvailabilityZonesResult => {
  const filters: FilterTable<Zone> = {
    "zone-name": ({ name }) => name,
    "zone-id": ({ id }) => id,
    "region-name": () => regionName,
    "group-name": () => regionName,
    state: () => "available",
    "zone-type": () => "availability-zone",
    "opt-in-status": () => "opt-in-not-required",
  };
  checkFilters(input.Filters, filters as FilterTable<never>, false);
  const all = [...zones].map(([name, id]) => ({ name, id }));
  const unknown = [
    ...(input.ZoneNames ?? []).filter((name) => !zones.has(name)),
    ...(input.ZoneIds ?? []).filter((id) => !all.some((zone) => zone.id === id)),
  ];
  if (unknown.length > 0) refuse("InvalidParameterValue", `Invalid availability zones: [${unknown.join(", ")}]`);
  const wanted = all
    .filter(({ name }) => !input.ZoneNames?.length || input.ZoneNames.includes(name))
    .filter(({ id }) => !input.ZoneIds?.length || input.ZoneIds.includes(id))
    .filter((zone) => matches(zone, input.Filters, filters));
  return {
    AvailabilityZones: wanted.map(({ name, id }) => ({
      ZoneName: name,
      ZoneId: id,
      RegionName: regionName,
      GroupName: regionName,
      NetworkBorderGroup: regionName,
      State: "available",
      ZoneType: "availability-zone",
      OptInStatus: "opt-in-not-required",
      Messages: context.faults.isZoneLost(name)
        ? [{ Message: "We are investigating a loss of power in this zone." }]
        : [],
    })),
  };
};

export const DescribeRegions = (input: sdk.DescribeRegionsRequest, _context: Context): sdk.DescribeRegionsResult => {
  const filters: FilterTable<{ name: string }> = {
    "region-name": ({ name }) => name,
    endpoint: ({ name }) => `ec2.${name}.amazonaws.com`,
    "opt-in-status": () => "opt-in-not-required",
  };
  checkFilters(input.Filters, filters as FilterTable<never>, false);
  const unknown = (input.RegionNames ?? []).filter((name) => name !== regionName);
  if (unknown.length > 0)
    refuse("InvalidParameterValue", `Invalid region names: [${unknown.join(", ")}]. Allowed: ${regionName}`);
  return {
    Regions: [{ name: regionName }]
      .filter((one) => matches(one, input.Filters, filters))
      .map(({ name }) => ({
        RegionName: name,
        Endpoint: `ec2.${name}.amazonaws.com`,
        OptInStatus: "opt-in-not-required",
      })),
  };
};
