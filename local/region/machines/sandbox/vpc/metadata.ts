import { randomBytes } from "node:crypto";
import type { MachineOrder } from "../../../driver.ts";
import { accountId } from "../../../zones.ts";
import type { RoleCredentials } from "../given-credentials.ts";
import type { MachineAt } from "./machine-files.ts";

export interface MetadataRequest {
  method: string;
  path: string;
  headers: Record<string, string | string[] | undefined>;
  /** Source of the request. */
  address: string;
}

export interface MetadataAnswer {
  status: number;
  body: string;
}

export interface MetadataParts {
  region: string;
  machineAt: MachineAt;
  /** Of the machine's role; undefined when it has none. */
  credentials(instanceId: string): Promise<RoleCredentials | undefined>;
  now?: () => number;
}

interface Folder {
  [name: string]: string | undefined | Folder;
}

const longestTtl = 21_600;

/**
 * The instance metadata service, version 2 only: every reading needs a token, and only a machine's own address gets one. Pods have
 * addresses of their own and are turned away, as by a hop limit of 1.
 */
export const metadataService = ({ region, machineAt, credentials, now = Date.now }: MetadataParts) => {
  const tokens = new Map<string, { instanceId: string; until: number }>();

  const giveToken = ({ instanceId }: MachineOrder, { headers }: MetadataRequest): MetadataAnswer => {
    // What passed a proxy did not come from the machine's own programs.
    if (headers["x-forwarded-for"] !== undefined) return { status: 403, body: "" };
    const ttl = Number(headers["x-aws-ec2-metadata-token-ttl-seconds"]);
    if (!Number.isInteger(ttl) || ttl < 1 || ttl > longestTtl) return { status: 400, body: "" };
    for (const [token, { until }] of tokens) if (until <= now()) tokens.delete(token);
    const token = randomBytes(32).toString("base64url");
    tokens.set(token, { instanceId, until: now() + ttl * 1000 });
    return { status: 200, body: token };
  };

  const isKnown = ({ instanceId }: MachineOrder, { headers }: MetadataRequest): boolean => {
    const token = tokens.get(String(headers["x-aws-ec2-metadata-token"]));
    return token !== undefined && token.instanceId === instanceId && token.until > now();
  };

  return async (request: MetadataRequest): Promise<MetadataAnswer> => {
    const machine = machineAt(request.address);
    if (!machine) return { status: 403, body: "" };
    if (request.method === "PUT" && request.path === "/latest/api/token") return giveToken(machine, request);
    if (request.method !== "GET") return { status: 405, body: "" };
    if (!isKnown(machine, request)) return { status: 401, body: "" };
    const role = request.path.includes("/iam/") ? await credentials(machine.instanceId) : undefined;
    const body = find(treeOf(machine, region, role), request.path);
    return body === undefined ? { status: 404, body: "" } : { status: 200, body };
  };
};

const find = (tree: Folder, path: string): string | undefined => {
  let at: Folder[string] = tree;
  for (const part of path.split("/").filter(Boolean)) {
    if (typeof at !== "object" || !Object.hasOwn(at, part)) return undefined;
    at = at[part];
  }
  if (typeof at !== "object") return at;
  const names = Object.entries(at).filter(([, value]) => value !== undefined);
  return names.map(([name, value]) => (typeof value === "object" ? `${name}/` : name)).join("\n");
};

const domainOf = (region: string): string => (region === "us-east-1" ? "ec2.internal" : `${region}.compute.internal`);

const treeOf = (machine: MachineOrder, region: string, role: RoleCredentials | undefined): Folder => {
  const { instanceId, imageId, instanceType, privateIp, zone, rack, launchTime, userData, spot, takenBackAt } = machine;
  const hostname = `ip-${privateIp.replaceAll(".", "-")}.${domainOf(region)}`;
  const identity = {
    accountId,
    architecture: "x86_64",
    availabilityZone: zone,
    imageId,
    instanceId,
    instanceType,
    pendingTime: launchTime,
    privateIp,
    region,
    version: "2017-09-30",
  };
  return {
    latest: {
      "user-data": userData === undefined ? undefined : Buffer.from(userData, "base64").toString(),
      dynamic: { "instance-identity": { document: JSON.stringify(identity, undefined, 2) } },
      "meta-data": {
        "ami-id": imageId,
        hostname,
        ...(role ? { iam: { "security-credentials": { [role.role]: documentOf(role) } } } : {}),
        "instance-id": instanceId,
        "instance-life-cycle": spot ? "spot" : "on-demand",
        "instance-type": instanceType,
        "local-hostname": hostname,
        "local-ipv4": privateIp,
        placement: { "availability-zone": zone, "host-id": rack, region },
        // Not there until the machine is taken back. Source: Amazon EC2 User Guide, "Spot Instance interruption notices".
        ...(takenBackAt === undefined
          ? {}
          : {
              spot: {
                "instance-action": JSON.stringify({ action: "terminate", time: takenBackAt }),
                "termination-time": takenBackAt,
              },
            }),
        services: { domain: "amazonaws.com", partition: "aws" },
      },
    },
  };
};

const documentOf = ({ credentials, updated }: RoleCredentials): string =>
  JSON.stringify(
    {
      Code: "Success",
      LastUpdated: updated,
      Type: "AWS-HMAC",
      AccessKeyId: credentials.accessKeyId,
      SecretAccessKey: credentials.secretAccessKey,
      Token: credentials.sessionToken,
      Expiration: credentials.expiration,
    },
    undefined,
    2,
  );
