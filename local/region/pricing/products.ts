import { createHash } from "node:crypto";
import { type ListPrice, listPrices } from "#core/catalog/list-prices.ts";
import { instanceTypes } from "../instance-types.ts";

/** An entry of the price list, as far as its readers filter by it and look into it. */
export interface PricedProduct {
  product: { productFamily?: string; attributes: Record<string, string>; sku: string };
  serviceCode: string;
  terms: { OnDemand: Record<string, unknown> };
  version: string;
  publicationDate: string;
}

interface Kind {
  serviceCode: string;
  productFamily?: string;
  unit: string;
  /** Of the first tier; absent: there is only one. */
  endRange?: string;
  attributes: Record<string, string>;
}

const hours = { unit: "Hrs" };

/** What AWS calls the things of our list. Source: AWS Price List Query API, products of us-east-1. */
const kindOf = (key: string): Kind | undefined => {
  const [, instanceType] = /^machine\/([^/]+)\/on-demand$/.exec(key) ?? [];
  const facts = instanceType === undefined ? undefined : instanceTypes.get(instanceType);
  if (instanceType !== undefined)
    return {
      ...{ serviceCode: "AmazonEC2", productFamily: "Compute Instance", ...hours },
      attributes: {
        ...{ instanceType, operatingSystem: "Linux", tenancy: "Shared", preInstalledSw: "NA" },
        ...{ capacitystatus: "Used", operation: "RunInstances", licenseModel: "No License required" },
        ...{ usagetype: `BoxUsage:${instanceType}`, marketoption: "OnDemand" },
        ...(facts ? { vcpu: String(facts.vcpus), memory: `${facts.memoryMiB / 1024} GiB` } : {}),
      },
    };
  return {
    "volume/gp3": {
      ...{ serviceCode: "AmazonEC2", productFamily: "Storage", unit: "GB-Mo" },
      attributes: { volumeApiName: "gp3", volumeType: "General Purpose", usagetype: "EBS:VolumeUsage.gp3" },
    },
    "snapshot/s3-standard": {
      ...{ serviceCode: "AmazonS3", productFamily: "Storage", unit: "GB-Mo", endRange: "51200" },
      attributes: {
        ...{ volumeType: "Standard", storageClass: "General Purpose", usagetype: "TimedStorage-ByteHrs" },
      },
    },
    "nat-gateway": {
      ...{ serviceCode: "AmazonEC2", productFamily: "NAT Gateway", ...hours },
      attributes: { group: "NGW:NatGateway", usagetype: "NatGateway-Hours", operation: "NatGateway" },
    },
    "load-balancer/network": {
      ...{ serviceCode: "AWSELB", productFamily: "Load Balancer-Network", ...hours },
      attributes: { group: "ELB:Balancer", usagetype: "LoadBalancerUsage", operation: "LoadBalancing:Network" },
    },
    // Such products have no family.
    "address/public-ipv4": {
      ...{ serviceCode: "AmazonVPC", ...hours },
      attributes: { group: "VPCPublicIPv4Address", usagetype: "PublicIPv4:InUseAddress" },
    },
  }[key];
};

const skuOf = (text: string): string => createHash("sha256").update(text).digest("hex").slice(0, 16).toUpperCase();

/** On demand, without commitment: the code is the same for all products. */
const onDemandTerm = "JRTCKXETXF";
const hourlyRate = "6YS6EN2CT7";

const productOf = ({ region, key, nanos, from }: ListPrice): PricedProduct[] => {
  const kind = kindOf(key);
  if (!kind) return [];
  const sku = skuOf(`${region} ${key}`);
  const [term, rate] = [`${sku}.${onDemandTerm}`, `${sku}.${onDemandTerm}.${hourlyRate}`];
  const { serviceCode, productFamily, unit, endRange = "Inf", attributes } = kind;
  return [
    {
      product: {
        ...(productFamily === undefined ? {} : { productFamily }),
        attributes: { ...attributes, servicecode: serviceCode, regionCode: region, locationType: "AWS Region" },
        sku,
      },
      serviceCode,
      terms: {
        OnDemand: {
          [term]: {
            ...{ sku, offerTermCode: onDemandTerm, effectiveDate: `${from}T00:00:00Z`, termAttributes: {} },
            priceDimensions: {
              [rate]: {
                ...{ rateCode: rate, unit, beginRange: "0", endRange, appliesTo: [] },
                ...{ description: key, pricePerUnit: { USD: (nanos / 1e9).toFixed(10) } },
              },
            },
          },
        },
      },
      version: `${from.replaceAll("-", "")}000000`,
      publicationDate: `${from}T00:00:00Z`,
    },
  ];
};

/** The list as it is: what AWS asked for when ours was written. */
export const pricedProducts: readonly PricedProduct[] = listPrices.flatMap(productOf);
