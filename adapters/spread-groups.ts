import {
  CreatePlacementGroupCommand,
  DeletePlacementGroupCommand,
  DescribePlacementGroupsCommand,
  type EC2Client,
} from "@aws-sdk/client-ec2";
import { ec2Gone, unless } from "./aws-errors.ts";
import { ofCluster, specify, spreadTag, tagsOf } from "./tags.ts";
import { together } from "./together.ts";

export const spreadGroupName = (clusterId: string, name: string): string => `kubewright-${clusterId}-${name}`;

export const ensureSpreadGroups = async (ec2: EC2Client, clusterId: string, names: string[]): Promise<void> => {
  await together(
    names.map((name) =>
      unless(
        /^InvalidPlacementGroup\.Duplicate$/,
        ec2.send(
          new CreatePlacementGroupCommand({
            GroupName: spreadGroupName(clusterId, name),
            Strategy: "spread",
            SpreadLevel: "rack",
            TagSpecifications: [specify("placement-group", tagsOf(clusterId, "spread-group", { [spreadTag]: name }))],
          }),
        ),
      ),
    ),
  );
};

export const removeSpreadGroups = async (ec2: EC2Client, clusterId: string): Promise<void> => {
  const { PlacementGroups } = await ec2.send(new DescribePlacementGroupsCommand(ofCluster(clusterId)));
  await together(
    (PlacementGroups ?? [])
      .filter(({ State }) => State !== "deleting" && State !== "deleted")
      .map(({ GroupName }) => unless(ec2Gone, ec2.send(new DeletePlacementGroupCommand({ GroupName })))),
  );
};
