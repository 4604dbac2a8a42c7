import { randomUUID } from "node:crypto";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type * as z from "zod";
import type { Cluster, CreateCluster } from "#contract/clusters.ts";
import type { Node } from "#contract/nodes.ts";
import type { Operation } from "#contract/operations.ts";
import { isOver } from "#contract/states.ts";

/** Where the service under test answers; test/service.ts brings it up. */
export interface ServiceUnderTest {
  apiUrl: string;
  issuerUrl: string;
  regionUrl: string;
  stateDir: string;
}

/** What LocalStack has complained of last: why functions did not answer is in there. */
const troubles = (log: string): string[] =>
  (existsSync(log) ? readFileSync(log, "utf8").split("\n") : [])
    .filter((line) => /^\S+ +(WARN|ERROR) /.test(line) && !/protocol.serializer|currently mocked/.test(line))
    .slice(-5)
    .map((line) => line.slice(0, 500));

/** Somebody who calls the API as one tenant. */
export const tenantOf = async ({ apiUrl, issuerUrl, stateDir }: ServiceUnderTest, tenant: string) => {
  const token = await fetch(`${issuerUrl}/token`, {
    method: "POST",
    body: JSON.stringify({ tenant, subject: "tester", role: "admin" }),
  }).then(async (answer) => ((await answer.json()) as { access_token: string }).access_token);

  const log = join(stateDir, "logs", "localstack.log");

  const call = async <Answer>(
    method: string,
    path: string,
    body?: unknown,
    key: string = randomUUID(),
  ): Promise<Answer> => {
    const answer = await fetch(`${apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${token}`, "idempotency-key": key },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    if (!answer.ok) {
      const why = answer.status < 500 ? [] : troubles(log);
      throw new Error([`${method} ${path}: ${answer.status} ${text}`, ...why].join("\n"));
    }
    return JSON.parse(text) as Answer;
  };

  const create = (spec: z.input<typeof CreateCluster>) => call<Operation>("POST", "/clusters", spec);

  /**
   * Looks at the operation until it is over.
   * @param pause milliseconds between looks, each of which takes the service some work
   * @param patience milliseconds, after which it throws
   */
  const over = async ({ id }: Operation, pause = 300, patience = 180_000): Promise<Operation> => {
    const deadline = Date.now() + patience;
    for (;;) {
      const operation = await call<Operation>("GET", `/operations/${id}`);
      if (isOver(operation.status)) return operation;
      if (Date.now() > deadline) throw new Error(`not over after ${patience} ms: ${JSON.stringify(operation)}`);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  };

  return {
    token,
    call,
    create,
    over,
    /** A cluster that runs. @throws Error with the operation when it came to something else */
    running: async (spec: z.input<typeof CreateCluster>): Promise<string> => {
      const operation = await over(await create(spec));
      if (operation.status !== "succeeded")
        throw new Error([`no cluster: ${JSON.stringify(operation)}`, ...troubles(log)].join("\n"));
      return operation.clusterId;
    },
    remove: (clusterId: string) => call<Operation>("DELETE", `/clusters/${clusterId}`),
    cluster: (clusterId: string) => call<Cluster>("GET", `/clusters/${clusterId}`),
    nodes: (clusterId: string) =>
      call<{ items: Node[] }>("GET", `/clusters/${clusterId}/nodes`).then(({ items }) => items),
  };
};
