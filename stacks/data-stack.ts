import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
} from "aws-cdk-lib/aws-dynamodb";
import { Stack, type StackProps } from "aws-cdk-lib/core";
import type { Construct } from "constructs";
import { BackupBucket } from "./backup-bucket.ts";
import { removalOf, type Service } from "./service.ts";

/** Key attributes of the one table, as adapters/ writes them. */
export const tableKeys = {
  partition: "pk",
  sort: "sk",
  /** Index name → its two attributes. */
  indexes: { gsi1: ["gsi1pk", "gsi1sk"], gsi2: ["gsi2pk", "gsi2sk"] },
  timeToLive: "expiresAt",
} as const;

/** The one table. The construct id `Table` is part of the contract: another one would replace the table. */
export class DataStack extends Stack {
  readonly table: Table;

  constructor(scope: Construct, id: string, { service, ...props }: StackProps & { service: Service }) {
    super(scope, id, { description: "Kubewright: state", terminationProtection: false, ...props });
    const text = (name: string) => ({ name, type: AttributeType.STRING });
    this.table = new Table(this, "Table", {
      partitionKey: text(tableKeys.partition),
      sortKey: text(tableKeys.sort),
      billingMode: BillingMode.PAY_PER_REQUEST,
      encryption: TableEncryption.AWS_MANAGED,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      stream: StreamViewType.NEW_IMAGE,
      timeToLiveAttribute: tableKeys.timeToLive,
      removalPolicy: removalOf(service.config),
      deletionProtection: service.config.removal === "retain",
    });
    new BackupBucket(this, "Backups", service);
    for (const [indexName, [partition, sort]] of Object.entries(tableKeys.indexes)) {
      this.table.addGlobalSecondaryIndex({
        indexName,
        partitionKey: text(partition),
        sortKey: text(sort),
        projectionType: ProjectionType.ALL,
      });
    }
  }
}
