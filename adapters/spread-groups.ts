import {
  CreatePlacementGroupCommand,
  DeletePlacementGroupCommand,
  DescribePlacementGroupsCommand,
  type EC2Client,
} from "@aws-sdk/client-ec2";
import type { PlacementStrategy } from "#core/ports/cloud.ts";
import { together } from "#core/together.ts";
import { ec2Gone, unless } from "./aws-errors.ts";
import { ofCluster, specify, spreadTag, tagsOf } from "./tags.ts";

export const spreadGroupName = (clusterId: string, name: string): string => `kubewright-${clusterId}-${name}`;

/** As many sets of racks a zone as EC2 knows. */
const partitions = 7;

const strategies = {
  spread: { Strategy: "spread", SpreadLevel: "rack" },
  partition: { Strategy: "partition", PartitionCount: partitions },
  cluster: { Strategy: "cluster" },
} as const;

export const ensureSpreadGroups = async (
  ec2: EC2Client,
  clusterId: string,
  names: string[],
  strategy: PlacementStrategy = "spread",
): Promise<void> => {
  await together(
    names.map((name) =>
      unless(
        /^InvalidPlacementGroup\.Duplicate$/,
        ec2.send(
          new CreatePlacementGroupCommand({
            GroupName: spreadGroupName(clusterId, name),
            ...strategies[strategy],
            TagSpecifications: [specify("placement-group", tagsOf(clusterId, "spread-group", { [spreadTag]: name }))],
          }),
        ),
      ),
    ),
  );
};

export const removeSpreadGroups = async (ec2: EC2Client, clusterId: string, names?: string[]): Promise<void> => {
  const { PlacementGroups } = await ec2.send(new DescribePlacementGroupsCommand(ofCluster(clusterId)));
  const wanted = names?.map((name) => spreadGroupName(clusterId, name));
  await together(
    (PlacementGroups ?? [])
      .filter(({ GroupName = "" }) => wanted?.includes(GroupName) ?? true)
      .filter(({ State }) => State !== "deleting" && State !== "deleted")
      .map(({ GroupName }) => unless(ec2Gone, ec2.send(new DeletePlacementGroupCommand({ GroupName })))),
  );
};
