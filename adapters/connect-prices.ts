import { EC2Client } from "@aws-sdk/client-ec2";
import { PricingClient } from "@aws-sdk/client-pricing";
import type { PriceSource } from "#core/ports/prices.ts";
import { withCoreErrors } from "./aws-errors.ts";
import { awsPrices } from "./aws-prices.ts";
import { awsSettings } from "./aws-settings.ts";
import { serviceClock } from "./service-clock.ts";

/** Where the Price List API answers, for all regions. Source: AWS General Reference, "AWS Price List endpoints and quotas". */
const pricingRegions = ["us-east-1", "eu-central-1", "ap-south-1"];

/** Apart from the rest, for the size of the one function that reads prices. */
export const connectPriceSource = ({ AWS_REGION }: { AWS_REGION: string }): PriceSource => {
  const region = pricingRegions.includes(AWS_REGION) ? AWS_REGION : "us-east-1";
  return awsPrices(
    {
      pricing: withCoreErrors(new PricingClient({ ...awsSettings, region })),
      ec2: withCoreErrors(new EC2Client(awsSettings)),
    },
    serviceClock,
  );
};
