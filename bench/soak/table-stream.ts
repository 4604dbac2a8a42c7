/** The table's stream, read as any program with credentials may: every write of a day, with the item as it was afterwards. */

interface Attribute {
  S?: string;
}
export interface StreamRecord {
  dynamodb: {
    /** Seconds since 1970. */
    ApproximateCreationDateTime: number;
    Keys: Record<string, Attribute>;
    /** Absent where the item is gone. */
    NewImage?: Record<string, Attribute>;
    /** Of keys and image, in bytes. */
    SizeBytes: number;
  };
}

const ask = async <Answer>(endpoint: string, action: string, order: object): Promise<Answer> => {
  const answer = await fetch(endpoint, {
    method: "POST",
    headers: {
      "content-type": "application/x-amz-json-1.0",
      "x-amz-target": `DynamoDBStreams_20120810.${action}`,
      // LocalStack reads the service off it, and checks no more.
      authorization:
        "AWS4-HMAC-SHA256 Credential=test/20261130/us-east-1/dynamodb/aws4_request, SignedHeaders=host, Signature=0",
    },
    body: JSON.stringify(order),
  });
  if (!answer.ok) throw new Error(`${action}: ${answer.status} ${await answer.text()}`);
  return (await answer.json()) as Answer;
};

/** All records of the one stream that there is, in pages. */
export async function* recordsOfStream(endpoint: string): AsyncGenerator<StreamRecord[]> {
  const { Streams } = await ask<{ Streams: { StreamArn: string }[] }>(endpoint, "ListStreams", {});
  for (const { StreamArn } of Streams) {
    const { StreamDescription } = await ask<{ StreamDescription: { Shards: { ShardId: string }[] } }>(
      endpoint,
      "DescribeStream",
      { StreamArn },
    );
    for (const { ShardId } of StreamDescription.Shards) {
      const first = await ask<{ ShardIterator: string }>(endpoint, "GetShardIterator", {
        ...{ StreamArn, ShardId, ShardIteratorType: "TRIM_HORIZON" },
      });
      let iterator: string | undefined = first.ShardIterator;
      while (iterator !== undefined) {
        const page: { Records: StreamRecord[]; NextShardIterator?: string } = await ask(endpoint, "GetRecords", {
          ...{ ShardIterator: iterator, Limit: 1000 },
        });
        // A shard that is still written to has no end.
        if (page.Records.length === 0) break;
        yield page.Records;
        iterator = page.NextShardIterator;
      }
    }
  }
}
