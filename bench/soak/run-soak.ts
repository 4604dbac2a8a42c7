import { DynamoDBDocumentClient } from "@aws-sdk/lib-dynamodb";
import { dynamoState } from "#adapters/dynamo-state.ts";
import { clientOf, layClusters, tableOf } from "#bench/api-load.ts";
import { randomOf } from "#core/fakes/random-life.ts";
import type { OperationRecord } from "#core/records.ts";
import type { ServiceUnderTest } from "#local/tenant.ts";
import { type Answers, Caller } from "./caller.ts";
import { churn } from "./churn.ts";
import { come, removeAll, type Soak, specOf } from "./clusters.ts";
import { beFair, type Fairness } from "./fairness.ts";
import { OpenOperations } from "./open-operations.ts";

export interface SoakOrder {
  /** Begins the tenants' names. */
  name: string;
  seed: number;
  /** Tenants that come and change; one more asks for many, and one for one. */
  tenants: number;
  /** Clusters that lie in the table, asleep. */
  asleep: number;
  /** Creations at once. */
  burst: number;
  /** Requests of one tenant at once. */
  requests: number;
  /** Of clusters that it asks for with these. */
  names: number;
  /** Of everything until clusters are only taken away. */
  seconds: number;
  /** Operations at the same time while clusters come, change and go. */
  lanes: number;
  say?: (line: string) => void;
}

export interface Soaked {
  answers: Answers;
  ended: OperationRecord[];
  fairness: Fairness;
  burst: { seconds: number; succeeded: number };
  /** From the begin to the last operation of the churn, and of the deletions after it. */
  loadSeconds: number;
  removalSeconds: number;
  mostOpen: number;
  /** Clusters that could not be taken away. */
  left: string[];
}

export type SoakedService = ServiceUnderTest & { localstackUrl: string };

/** An operation that takes longer is handed back as it is. */
const patience = 1_200_000;

/** As many as each tenant may have. */
const quota = 20;

const layAsleep = async (localstackUrl: string, { name, asleep }: SoakOrder): Promise<void> => {
  for (let laid = 0; laid < asleep; laid += quota)
    await layClusters(localstackUrl, `${name}-asleep-${laid / quota}`, Math.min(quota, asleep - laid), "hibernated");
};

/** All at the same moment, spread over the tenants. */
const createAtOnce = async (soak: Soak, count: number): Promise<{ seconds: number; succeeded: number }> => {
  const began = performance.now();
  const ended = await Promise.all(
    Array.from({ length: count }, async (_, i) => {
      const caller = soak.callers[i % soak.callers.length] as Caller;
      const version = i % 3 === 0 ? "1.36" : "1.37";
      const operation = await caller.done("POST", "/clusters", specOf(version));
      if (operation) come(soak, caller, version, operation);
      return operation?.status;
    }),
  );
  const succeeded = ended.filter((status) => status === "succeeded").length;
  return { seconds: (performance.now() - began) / 1000, succeeded };
};

const newCaller = (service: SoakedService, answers: Answers, open: OpenOperations) => async (tenant: string) => {
  const token = await fetch(`${service.issuerUrl}/token`, {
    method: "POST",
    body: JSON.stringify({ tenant, subject: "soak", role: "admin" }),
  }).then(async (answer) => ((await answer.json()) as { access_token: string }).access_token);
  return new Caller(tenant, { apiUrl: service.apiUrl, token, answers, open });
};

/** Many creations at once, many requests of one tenant, then clusters that come, change and go; in the end all are taken away. */
export const runSoak = async (service: SoakedService, order: SoakOrder): Promise<Soaked> => {
  const { say = () => undefined, name } = order;
  const began = performance.now();
  const until = Date.now() + order.seconds * 1000;
  const answers: Answers = [];
  const dynamodb = clientOf(service.localstackUrl);
  const state = dynamoState(DynamoDBDocumentClient.from(dynamodb), await tableOf(dynamodb));
  const open = new OpenOperations(state, patience);
  const callerOf = newCaller(service, answers, open);
  const callers = await Promise.all(Array.from({ length: order.tenants }, (_, i) => callerOf(`${name}-${i}`)));
  const soak: Soak = { callers, clusters: [], ended: [], random: randomOf(order.seed) };
  const [many, one] = [await callerOf(`${name}-many`), await callerOf(`${name}-one`)];

  await layAsleep(service.localstackUrl, order);
  say(`${order.asleep} clusters lie in the table, asleep`);
  const burst = await createAtOnce(soak, order.burst);
  say(`${burst.succeeded} of ${order.burst} creations at once succeeded, in ${burst.seconds.toFixed()} s`);
  const fairness = await beFair(soak, { many, one, requests: order.requests, names: order.names });
  say(`many requests and one: ${JSON.stringify(fairness)}`);
  await churn(soak, { lanes: order.lanes, until });
  const loadSeconds = (performance.now() - began) / 1000;
  say(`${soak.ended.length} operations are over after ${loadSeconds.toFixed()} s; ${soak.clusters.length} clusters go`);
  await removeAll(soak, [...callers, many, one], order.lanes);
  return {
    ...{ answers, ended: soak.ended, fairness, burst, loadSeconds },
    removalSeconds: (performance.now() - began) / 1000 - loadSeconds,
    mostOpen: open.most,
    left: soak.clusters.map(({ clusterId, is }) => `cluster ${clusterId} (${is})`),
  };
};
