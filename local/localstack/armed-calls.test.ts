import { once } from "node:events";
import http from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "@jest/globals";

type Arm = (order: object) => { at(moment: string): void; disarm(): Record<string, string> };
const file = new URL("plugin/kubewright_localstack/faults.mjs", import.meta.url).href;
const { arm } = (await import(file)) as { arm: Arm };

/** Refuses as the region does: any call that is to be throttled, and launches for which there is no machine. */
const server = http.createServer(({ headers, url }, response) => {
  const fault = headers["x-kubewright-fault"];
  const status = fault === "throttle" ? 503 : fault === "no-capacity" && url === "/RunInstances" ? 500 : 200;
  response.writeHead(url === "/NoSuchThing" ? 400 : status).end();
});
beforeAll(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

const call = (service: string, action: string): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    const authorization = `AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/${service}/aws4_request`;
    const headers = service === "kubernetes" ? {} : { authorization };
    http
      .get({ port, host: "127.0.0.1", path: `/${action}`, headers, agent: false }, (answer) =>
        answer.resume().on("end", () => resolve(answer.statusCode)),
      )
      .on("error", reject);
  });

const made = async (order: object, calls: [service: string, action: string][]) => {
  const fault = arm({ at: "call", of: "cloud", nth: 1, ...order });
  const statuses = [];
  for (const [service, action] of calls) statuses.push(await call(service, action));
  return { statuses, fired: fault.disarm()["kubewright-fired"] };
};

test("calls are throttled from the nth on, and those of a cluster's own API are neither counted nor refused", async () => {
  const throttle = { kind: "throttle", nth: 2 };
  const calls = ["kubernetes", "ec2", "kubernetes", "dynamodb", "iam", "kubernetes", "ec2"];
  const { statuses, fired } = await made(
    throttle,
    calls.map((service) => [service, "Some"]),
  );
  expect(statuses).toEqual([200, 200, 200, 200, 503, 200, 503]);
  expect(fired).toBe("yes");
});

test.each<[string, "yes" | "no", object, [string, string][]]>([
  ["a cluster's API is to be throttled", "no", { kind: "throttle" }, [["kubernetes", "Some"]]],
  ["the nth call is not made", "no", { kind: "throttle", nth: 2 }, [["ec2", "Some"]]],
  ["a launch finds no machine", "yes", { kind: "no-capacity" }, [["ec2", "RunInstances"]]],
  ["nothing is launched", "no", { kind: "no-capacity" }, [["ec2", "DescribeInstances"]]],
  ["a call is refused for another reason", "no", { kind: "no-capacity" }, [["ec2", "NoSuchThing"]]],
])("when %s, it has come about: %s", async (_, fired, order, calls) => {
  expect((await made(order, calls)).fired).toBe(fired);
});
