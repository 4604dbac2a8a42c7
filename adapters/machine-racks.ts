import { DescribeInstanceTopologyCommand, type EC2Client } from "@aws-sdk/client-ec2";
import { together } from "#core/together.ts";
import { hasCode } from "./aws-errors.ts";

/** As many as EC2 tells of in one call. */
const batch = 100;

const batchOf = async (ec2: EC2Client, InstanceIds: string[]): Promise<[instanceId: string, rack: string][]> => {
  try {
    const { Instances } = await ec2.send(new DescribeInstanceTopologyCommand({ InstanceIds }));
    return (Instances ?? []).flatMap(({ InstanceId, NetworkNodes }) => {
      const nearest = NetworkNodes?.at(-1);
      return InstanceId && nearest ? [[InstanceId, nearest]] : [];
    });
  } catch (error) {
    // A rack is good to know, no more: types that EC2 says nothing of are no fault, nor is one that ended meanwhile.
    if (hasCode(error, /^Unsupported(Operation)?$|^InvalidInstanceID/)) return [];
    throw error;
  }
};

/** By instance id: the network node nearest to the machine, which is its rack. EC2 tells it of some types only, while they run. */
export const racksOf = async (ec2: EC2Client, instanceIds: string[]): Promise<Map<string, string>> => {
  const batches = Array.from({ length: Math.ceil(instanceIds.length / batch) }, (_, i) =>
    instanceIds.slice(i * batch, (i + 1) * batch),
  );
  return new Map((await together(batches.map((ids) => batchOf(ec2, ids)))).flat());
};
