import { EC2Client } from "@aws-sdk/client-ec2";
import type { CloudCatalog } from "#core/ports/catalog.ts";
import { withCoreErrors } from "./aws-errors.ts";
import { awsSettings } from "./aws-settings.ts";
import { ec2Catalog } from "./ec2-catalog.ts";

/** Apart from the rest, for the size of the one function that looks the region up. */
export const connectCloudCatalog = (): CloudCatalog => ec2Catalog(withCoreErrors(new EC2Client(awsSettings)));
