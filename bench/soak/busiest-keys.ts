import { recordsOfStream, type StreamRecord } from "./table-stream.ts";

export interface KeyUse {
  /** The busiest partition key. */
  key: string;
  /** Of all writes of the table or the index. */
  share: number;
  /** Units of 1 KB of the busiest minute, a second; DynamoDB's limit is 1,000 for a partition. */
  unitsPerSecond: number;
}

export interface TableUse {
  writes: number;
  writeUnits: number;
  /** The table itself, and its indexes. */
  busiest: Record<"table" | "gsi1" | "gsi2", KeyUse>;
}

const indexes = { table: "pk", gsi1: "gsi1pk", gsi2: "gsi2pk" } as const;
type Index = keyof typeof indexes;

/** Counts of one index: of each key in all, and of each key in each minute. */
class Counts {
  private readonly all = new Map<string, number>();
  private readonly byMinute = new Map<string, number>();
  private sum = 0;

  add(key: string, minute: number, units: number): void {
    this.sum += units;
    this.all.set(key, (this.all.get(key) ?? 0) + units);
    const at = `${minute} ${key}`;
    this.byMinute.set(at, (this.byMinute.get(at) ?? 0) + units);
  }

  busiest(): KeyUse {
    const [key, units] = [...this.all].reduce((most, one) => (one[1] > most[1] ? one : most), ["none", 0] as const);
    const ofKey = [...this.byMinute].filter(([at]) => at.endsWith(` ${key}`)).map(([, count]) => count);
    return { key, share: units / Math.max(1, this.sum), unitsPerSecond: Math.max(0, ...ofKey) / 60 };
  }
}

/** Adds up writes. An item that leaves an index, or is written into it unchanged, is not told apart: each write counts where it lies. */
export const useOf = (pages: Iterable<readonly StreamRecord[]>): TableUse => {
  const counts: Record<Index, Counts> = { table: new Counts(), gsi1: new Counts(), gsi2: new Counts() };
  let [writes, writeUnits] = [0, 0];
  for (const records of pages)
    for (const { dynamodb } of records) {
      const units = Math.max(1, Math.ceil(dynamodb.SizeBytes / 1024));
      writes += 1;
      const minute = Math.floor(dynamodb.ApproximateCreationDateTime / 60);
      const item = { ...dynamodb.Keys, ...dynamodb.NewImage };
      for (const index of Object.keys(indexes) as Index[]) {
        const key = item[indexes[index]]?.S;
        if (key === undefined) continue;
        writeUnits += units;
        counts[index].add(key, minute, units);
      }
    }
  return {
    ...{ writes, writeUnits },
    busiest: { table: counts.table.busiest(), gsi1: counts.gsi1.busiest(), gsi2: counts.gsi2.busiest() },
  };
};

/** Which keys the table's writes went to, from its stream. */
export const useOfTable = async (localstackUrl: string): Promise<TableUse> => {
  const pages: StreamRecord[][] = [];
  // Whole images of an hour would be gigabytes; keys and sizes are what counts.
  for await (const page of recordsOfStream(localstackUrl))
    pages.push(
      page.map(({ dynamodb: { ApproximateCreationDateTime, Keys, NewImage, SizeBytes } }) => {
        const { gsi1pk, gsi2pk } = NewImage ?? {};
        return {
          dynamodb: {
            ...{ ApproximateCreationDateTime, Keys, SizeBytes },
            NewImage: { ...(gsi1pk ? { gsi1pk } : {}), ...(gsi2pk ? { gsi2pk } : {}) },
          },
        };
      }),
    );
  return useOf(pages);
};
