import { createHash } from "node:crypto";
import { existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import type http from "node:http";
import { connect } from "node:net";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, jest, test } from "@jest/globals";
import type { LoadBalancerOrder, MachineDriver } from "#local/region/driver.ts";
import { processesOf } from "#local/region/machines/sandbox/cgroups.ts";
import { createSandboxDriver } from "#local/region/machines/sandbox/driver.ts";
import { machineFolder, type Place, placeOf } from "#local/region/machines/sandbox/place.ts";
import { whyNoSandbox } from "#local/region/machines/sandbox/preflight.ts";
import { sweepSandboxes } from "#local/region/machines/sandbox/sweep.ts";
import { until } from "#local/region/machines/sandbox/until.ts";
import { standInForAws } from "./aws-stand-in.ts";
import { countsOf, tracesOf } from "./computer.ts";
import { runInside } from "./inside.ts";
import { makeEmptyImage } from "./sandbox-image.ts";
import { machine, network } from "./sandbox-orders.ts";

jest.setTimeout(120_000);

const folder = mkdtempSync("/var/tmp/kw-sandbox-test-");
const stateDir = join(folder, "state");
const before = countsOf();
const calls: string[] = [];
let aws: http.Server;
let awsUrl = "";
let place: Place;
let driver: MachineDriver;

const onDisk = (instanceId: string, path: string): string => join(machineFolder(place, instanceId), "root", path);

const read = (instanceId: string, path: string): string | undefined =>
  existsSync(onDisk(instanceId, path)) ? readFileSync(onDisk(instanceId, path), "utf8") : undefined;

const written = (instanceId: string, path: string): Promise<string> =>
  until(`${path} of ${instanceId}`, 60, () => read(instanceId, path) || undefined);

const inside = (instanceId: string, script: string) => runInside(place, instanceId, script);

const start = () => createSandboxDriver({ stateDir, region: "us-east-1", localstackUrl: awsUrl, imageDir: folder });

beforeAll(async () => {
  expect(whyNoSandbox(folder)).toEqual([]);
  makeEmptyImage(folder);
  aws = standInForAws((url) => calls.push(url));
  await new Promise<void>((resolve) => aws.listen(0, "127.0.0.1", resolve));
  awsUrl = `http://127.0.0.1:${(aws.address() as { port: number }).port}`;
  place = placeOf(stateDir);
  driver = await start();
  await driver.applyNetwork(network("vpc-1"));
});

afterAll(async () => {
  await driver.close();
  await sweepSandboxes(stateDir);
  await new Promise((resolve) => aws.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

describe("a machine", () => {
  test("runs its user data once, with metadata and the AWS endpoint within reach", async () => {
    const script = `#!/bin/bash
m=http://169.254.169.254/latest
echo "no token: $(curl -s -o /dev/null -w '%{http_code}' $m/meta-data/instance-id)"
t=$(curl -sf -X PUT -H 'X-aws-ec2-metadata-token-ttl-seconds: 60' $m/api/token)
for p in instance-id local-ipv4 placement/host-id placement/availability-zone; do echo "$p: $(curl -sf -H "X-aws-ec2-metadata-token: $t" $m/meta-data/$p)"; done
role=$(curl -sf -H "X-aws-ec2-metadata-token: $t" $m/meta-data/iam/security-credentials/)
c=$(curl -sf -H "X-aws-ec2-metadata-token: $t" $m/meta-data/iam/security-credentials/$role)
f() { jq -r ".$1" <<< "$c"; }
signed() { curl -s --aws-sigv4 aws:amz:us-east-1:ssm -u "$(f AccessKeyId):$1" -H "X-Amz-Security-Token: $(f Token)" -d '{"a":1}' "$AWS_ENDPOINT_URL/"; }
echo "role: $role"
echo "signed: $(signed "$(f SecretAccessKey)")"
echo "signed with another key: $(signed another | jq -r .__type)"
echo "not signed: $(curl -s "$AWS_ENDPOINT_URL/" | jq -r .__type)"
echo "name: $(hostname)"
of-the-image
cat /etc/of-the-image
echo
echo done > /root/done
`;
    await driver.boot(machine("i-0a1", "10.0.0.11", script));
    await written("i-0a1", "root/done");
    expect(read("i-0a1", "var/log/cloud-init-output.log")).toBe(
      `no token: 401
instance-id: i-0a1
local-ipv4: 10.0.0.11
placement/host-id: us-east-1a-rack-3
placement/availability-zone: us-east-1a
role: machine-role
signed: from aws
signed with another key: UnrecognizedClientException
not signed: UnrecognizedClientException
name: ip-10-0-0-11
of the image
of the image
`,
    );
    expect(calls).toEqual(["POST /"]);
    // Each machine takes a dozen of root's, who has 128 by default.
    expect(Number(countsOf().watchers)).toBeGreaterThanOrEqual(8192);
    expect(await driver.alive(["i-0a1", "i-0a9"])).toEqual(new Set(["i-0a1"]));
  });

  test("reaches one of another subnet, and its pods; nobody reaches the computer itself", async () => {
    await driver.boot(machine("i-0b1", "10.0.1.11"));
    await driver.applyNetwork(network("vpc-1", [{ destinationCidr: "10.244.7.0/24", viaAddress: "10.0.1.11" }]));
    await inside("i-0b1", "ip addr add 10.244.7.5/32 dev lo; sysctl -qw net.ipv4.ip_forward=1");
    const seen = await inside(
      "i-0a1",
      "for a in 10.0.1.11 10.244.7.5; do busybox ping -c 1 -W 5 $a >/dev/null && echo $a; done",
    );
    expect(seen.stdout).toBe("10.0.1.11\n10.244.7.5\n");
    // A pod's address gets no metadata, and AWS not without a machine's signature.
    const pod = await inside(
      "i-0b1",
      "curl -s --interface 10.244.7.5 -o /dev/null -w '%{http_code} ' http://169.254.169.254/latest/meta-data/; curl -s --interface 10.244.7.5 -o /dev/null -w '%{http_code}' http://10.0.1.1:4566/",
    );
    expect(pod.stdout).toBe("403 400");
    const port = new URL(awsUrl).port;
    expect((await inside("i-0a1", `curl -s -m 2 http://10.0.0.1:${port}`)).status).not.toBe(0);
    expect(calls).toEqual(["POST /"]);
  });

  test("of another VPC may have the same address", async () => {
    await driver.applyNetwork(network("vpc-2"));
    await driver.boot(machine("i-0c1", "10.0.0.11", "#!/bin/sh\nhostname > /root/done\n", "vpc-2"));
    expect(await written("i-0c1", "root/done")).toBe("ip-10-0-0-11\n");
    expect((await inside("i-0c1", "busybox ping -c 1 -W 1 10.0.1.11")).status).not.toBe(0);
    await driver.terminate("i-0c1");
    await driver.removeNetwork("vpc-2");
    expect(tracesOf(place.prefix, folder).filter((line) => /i-0c1|vpc-2/.test(line))).toEqual([]);
  });

  test("that shuts itself down is noticed; a reboot is not an end", async () => {
    const ended: string[] = [];
    driver.onExit((id) => ended.push(id));
    const bootId = async () =>
      (await inside("i-0b1", "cat /proc/sys/kernel/random/boot_id; stat -c %Y /proc/1")).stdout;
    const first = [...processesOf(join(place.prefix, "i-0b1", "machine"))];
    expect(await bootId()).not.toBe("");
    await inside("i-0b1", "systemctl reboot");
    await until("reboot", 60, async () => {
      const now = processesOf(join(place.prefix, "i-0b1", "machine"));
      if (first.some((pid) => now.has(pid))) return undefined;
      return (await inside("i-0b1", "systemctl is-active multi-user.target")).stdout.startsWith("active") || undefined;
    });
    expect(ended).toEqual([]);
    await inside("i-0b1", "systemctl poweroff");
    await until("news of the end", 60, () => ended.length > 0 || undefined);
    expect(ended).toEqual(["i-0b1"]);
    await driver.terminate("i-0b1");
    expect(existsSync(machineFolder(place, "i-0b1"))).toBe(false);
  });
});

describe("a load balancer", () => {
  const hostAddress = `127.78.${createHash("sha256").update(folder).digest().readUInt8(0)}.9`;
  const order = (targets: string[], draining: string[] = []): LoadBalancerOrder => ({
    arn: "arn:aws:elasticloadbalancing:us-east-1:000000000000:loadbalancer/net/test/1",
    vpcId: "vpc-1",
    vpcAddresses: ["10.0.0.200", "10.0.1.200"],
    hostAddress,
    listeners: [
      {
        port: 6443,
        targetGroup: {
          arn: "tg",
          port: 6443,
          healthCheck: {
            protocol: "HTTP",
            port: 6443,
            path: "/readyz",
            intervalSeconds: 1,
            healthyThreshold: 2,
            unhealthyThreshold: 2,
          },
          targets: targets.map((address) => ({ address, port: 6443, draining: draining.includes(address) })),
        },
      },
    ],
  });
  const serve = `#!/bin/bash
mkdir -p /srv/www; hostname > /srv/www/name; echo ok > /srv/www/readyz
busybox httpd -p 6443 -h /srv/www
`;
  const ask = async () => {
    const response = await fetch(`http://${hostAddress}:6443/name`, { headers: { connection: "close" } });
    return (await response.text()).trim();
  };
  const answers = async () => new Set(await Promise.all(Array.from({ length: 6 }, ask)));
  const healthIs = (wanted: Record<string, string>) =>
    until("health", 30, async () => {
      const seen = Object.fromEntries(await driver.targetHealth(order([]).arn));
      return JSON.stringify(seen) === JSON.stringify(wanted) || undefined;
    });

  beforeAll(async () => {
    for (const [id, address] of [
      ["i-0d1", "10.0.0.21"],
      ["i-0d2", "10.0.1.22"],
    ] as const)
      await driver.boot(machine(id, address, serve));
    await driver.applyLoadBalancer(order(["10.0.0.21", "10.0.1.22"]));
    await healthIs({ "tg|10.0.0.21:6443": "healthy", "tg|10.0.1.22:6443": "healthy" });
  });

  test("is reached from outside and from inside, and uses all targets", async () => {
    expect(await answers()).toEqual(new Set(["ip-10-0-0-21", "ip-10-0-1-22"]));
    const seen = (await inside("i-0a1", "for i in 1 2; do curl -s http://10.0.1.200:6443/name; done")).stdout;
    expect(seen.trim().split("\n").sort()).toEqual(["ip-10-0-0-21", "ip-10-0-1-22"]);
  });

  test("goes on while the region is restarted, and is taken over", async () => {
    const running = processesOf(place.prefix);
    await driver.close();
    expect((await inside("i-0a1", "curl -s http://10.0.0.200:6443/readyz")).stdout).toBe("ok\n");
    driver = await start();
    await driver.applyNetwork(network("vpc-1"));
    await driver.boot(machine("i-0d1", "10.0.0.21", serve));
    await driver.applyLoadBalancer(order(["10.0.0.21", "10.0.1.22"]));
    expect(await answers()).toEqual(new Set(["ip-10-0-0-21", "ip-10-0-1-22"]));
    for (const id of ["i-0a1", "i-0d1", "i-0d2"]) expect(await driver.alive([id])).toEqual(new Set([id]));
    const [power] = processesOf(join(place.prefix, "i-0d1", "power"));
    expect(running.has(power ?? 0)).toBe(true);
    const [vpc] = processesOf(join(place.prefix, "vpc-1"));
    expect(running.has(vpc ?? 0)).toBe(true);
  });

  test("comes back when its process dies", async () => {
    const [vpc = 0] = processesOf(join(place.prefix, "vpc-1"));
    process.kill(vpc, "SIGKILL");
    await until("another process", 30, () => {
      const [now = vpc] = processesOf(join(place.prefix, "vpc-1"));
      return now !== vpc || undefined;
    });
    await until("an answer", 30, async () => (await ask().catch(() => undefined)) || undefined);
    expect((await inside("i-0a1", "curl -s http://10.0.1.200:6443/readyz")).stdout).toBe("ok\n");
  });

  test("cuts the connections of a machine without power and uses the others", async () => {
    await healthIs({ "tg|10.0.0.21:6443": "healthy", "tg|10.0.1.22:6443": "healthy" });
    // Draining targets get nothing new, so these connections are the other machine's.
    await driver.applyLoadBalancer(order(["10.0.0.21", "10.0.1.22"], ["10.0.0.21"]));
    const idle = connect(6443, hostAddress);
    const cut = new Promise((resolve) => idle.once("close", resolve));
    await new Promise((resolve) => idle.once("connect", resolve));
    expect(await answers()).toEqual(new Set(["ip-10-0-1-22"]));
    await driver.applyLoadBalancer(order(["10.0.0.21", "10.0.1.22"]));
    await driver.kill("i-0d2");
    expect(await driver.alive(["i-0d2"])).toEqual(new Set());
    await healthIs({ "tg|10.0.0.21:6443": "healthy", "tg|10.0.1.22:6443": "unhealthy" });
    expect(await answers()).toEqual(new Set(["ip-10-0-0-21"]));
    await cut;
  });

  test("a machine boots again from what it had on disk, without its user data", async () => {
    expect(read("i-0d2", "srv/www/name")).toBe("ip-10-0-1-22\n");
    await driver.boot(machine("i-0d2", "10.0.1.22", serve));
    await until(
      "system up",
      60,
      async () =>
        (await inside("i-0d2", "systemctl is-active multi-user.target")).stdout.startsWith("active") || undefined,
    );
    expect((await inside("i-0d2", "pidof busybox")).stdout).toBe("");
    await driver.removeLoadBalancer(order([]).arn);
    await expect(ask()).rejects.toThrow();
    expect((await inside("i-0a1", "curl -s -m 2 http://10.0.0.200:6443/readyz")).status).not.toBe(0);
  });
});

test("nothing is left, with records or without", async () => {
  await driver.terminate("i-0a1");
  await driver.terminate("i-0d1");
  expect(tracesOf(place.prefix, folder).filter((line) => /i-0a1|i-0d1/.test(line))).toEqual([]);
  expect(existsSync(machineFolder(place, "i-0a1"))).toBe(false);
  expect(tracesOf(place.prefix, folder).filter((line) => /i-0d2|vpc-1/.test(line))).not.toEqual([]);
  await driver.close();
  await sweepSandboxes(stateDir);
  // The dead of a sweep are process 1's to bury.
  await until("no traces", 20, () => tracesOf(place.prefix, folder).length === 0 || undefined).catch(() => undefined);
  expect(tracesOf(place.prefix, folder)).toEqual([]);
  expect(countsOf()).toEqual(before);
  driver = await start();
});
