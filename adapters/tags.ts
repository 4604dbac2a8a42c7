import { createHash } from "node:crypto";
import type { Filter, ResourceType, Tag, TagSpecification } from "@aws-sdk/client-ec2";

export const clusterTag = "kubewright:cluster";
export const roleTag = "kubewright:role";
export const slotTag = "kubewright:slot";
export const nodeGroupTag = "kubewright:node-group";
export const templateTag = "kubewright:template";
export const operationTag = "kubewright:operation";
/** On a machine that is out of service, for somebody to look at. */
export const keptTag = "kubewright:kept";
export const zoneTag = "kubewright:zone";
/** When it was asked for, on what the cloud keeps no such time of. */
export const madeAtTag = "kubewright:made-at";
export const spreadTag = "kubewright:spread";

export interface Tagged {
  Tags?: Tag[] | undefined;
}

/** What everything of a cluster carries: whose it is, what it is for, and a name for people. */
export const tagsOf = (
  clusterId: string,
  role: string,
  more: Record<string, string> = {},
): { Key: string; Value: string }[] => {
  const which = more[slotTag] ?? [role, more[zoneTag], more[spreadTag]].filter((part) => part).join("-");
  return Object.entries({ Name: `${clusterId}-${which}`, [clusterTag]: clusterId, [roleTag]: role, ...more }).map(
    ([Key, Value]) => ({ Key, Value }),
  );
};

export const specify = (type: ResourceType, tags: Tag[]): TagSpecification => ({ ResourceType: type, Tags: tags });

/** Of one cluster, or of any of several. */
export const ofCluster = (...clusterIds: string[]): { Filters: Filter[] } => ({
  Filters: [{ Name: `tag:${clusterTag}`, Values: clusterIds }],
});

export const tagValue = (thing: Tagged, key: string): string | undefined =>
  thing.Tags?.find(({ Key }) => Key === key)?.Value;

export const withRole = <Thing extends Tagged>(things: readonly Thing[], role: string): Thing | undefined =>
  things.find((thing) => tagValue(thing, roleTag) === role);

/**
 * The same parts always make the same token; 64 characters, as many as EC2 takes. The parts name all that may differ between
 * two orders for the same thing, such as the VPC: EC2 refuses a token that comes back with another order.
 */
export const clientToken = (...parts: string[]): string => createHash("sha256").update(parts.join("\n")).digest("hex");
