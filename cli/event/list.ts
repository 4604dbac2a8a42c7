import { type Command, InvalidArgumentError } from "commander";
import type { Client, Event } from "#cli/api-types.ts";
import { type CommonOptions, openSession, verb, type World } from "#cli/command.ts";
import { clusterIdOf } from "#cli/find-cluster.ts";
import { table } from "#cli/table.ts";
import { age } from "#cli/times.ts";

interface EventOptions extends CommonOptions {
  cluster?: string;
  who?: string;
  since?: string;
  until?: string;
  limit: number;
}

const count = (text: string): number => {
  if (/^[1-9]\d{0,4}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("A number from 1 to 99999 is needed.");
};

/** Up to so many, newest first, page after page; a page may be short and even empty with more to come. */
const events = async (client: Client, options: EventOptions): Promise<Event[]> => {
  const { cluster, who, since, until, limit } = options;
  const clusterId = cluster === undefined ? undefined : await clusterIdOf(client, cluster);
  const times = { ...(since === undefined ? {} : { since }), ...(until === undefined ? {} : { until }) };
  const found: Event[] = [];
  let token: string | undefined;
  do {
    const page = { pageSize: Math.min(100, limit - found.length), ...times, ...(token ? { pageToken: token } : {}) };
    // A cluster's events are for everybody who sees the cluster; who did what in the tenant is for admins.
    const answer =
      clusterId !== undefined && who === undefined
        ? await client("clusterEvents", { params: { clusterId }, query: page })
        : await client("eventList", {
            query: { ...page, ...(clusterId ? { clusterId } : {}), ...(who === undefined ? {} : { who }) },
          });
    found.push(...answer.items);
    token = answer.nextPageToken;
  } while (token !== undefined && found.length < limit);
  return found;
};

export const eventList = (world: World): Command =>
  verb("list", "list what happened and who did it, newest first")
    .option("--cluster <cluster>", "of one cluster: name, or id (also of a deleted one)")
    .option("--who <subject>", "only what this subject did (takes the role admin, as does leaving --cluster out)")
    .option("--since <time>", "from this moment on, such as 2026-01-01T00:00:00Z")
    .option("--until <time>", "before this moment")
    .option("--limit <number>", "how many at most", count, 50)
    .action(async (options: EventOptions) => {
      const { client, print } = openSession(world, options);
      const found = await events(client, options);
      const rows = found.map((event) => [
        age(event.at),
        event.clusterName,
        event.kind,
        event.who,
        [event.stage, event.message].filter(Boolean).join(": "),
        event.operationId,
      ]);
      const heads = ["AGE", "CLUSTER", "WHAT", "WHO", "MESSAGE", "OPERATION"];
      print(found, found.length > 0 ? table(heads, rows) : "Nothing has happened.");
    });
