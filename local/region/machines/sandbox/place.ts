import { createHash } from "node:crypto";
import { mkdirSync, realpathSync } from "node:fs";
import { join } from "node:path";

/**
 * Where one service's machines are and what they are called. All names follow from the state folder, so that two services on one
 * computer never meet, and what a crash left is found without any record.
 */
export interface Place {
  stateDir: string;
  /** Of cgroups and network namespaces. */
  prefix: string;
  /** Sockets: apart from the state folder because a unix socket's path has at most 107 bytes. */
  runDir: string;
}

/** Makes the state folder when it is not there: names hang on its real path. */
export const placeOf = (stateDir: string): Place => {
  mkdirSync(stateDir, { recursive: true, mode: 0o700 });
  const real = realpathSync(stateDir);
  const hash = createHash("sha256").update(real).digest("hex").slice(0, 8);
  return { stateDir: real, prefix: `kw-${hash}`, runDir: `/run/kubewright/${hash}` };
};

/** Network namespace of a VPC's router or of a machine. */
export const namespaceOf = ({ prefix }: Place, id: string): string => `${prefix}-${id}`;

/** The machine's link on its router. A link's name has at most 15 bytes; ids are random to the end. */
export const linkOf = (instanceId: string): string => `m-${instanceId.slice(-12)}`;

export const machineFolder = ({ stateDir }: Place, instanceId: string): string =>
  join(stateDir, "machines", instanceId);

/** What the VPC's process reads: a file for each machine, named by the machine's private address. */
export const vpcFolder = ({ stateDir }: Place, vpcId: string): string => join(stateDir, "vpcs", vpcId);

export const vpcRunDir = ({ runDir }: Place, vpcId: string): string => join(runDir, vpcId);

/** Serves credentials of machines to the VPCs' processes. */
export const credentialsSocket = ({ runDir }: Place): string => join(runDir, "credentials.sock");

/** Leads to the AWS endpoint on this computer's loopback. */
export const awsSocket = ({ runDir }: Place): string => join(runDir, "aws.sock");

export const nodeName = (privateIp: string): string => `ip-${privateIp.replaceAll(".", "-")}`;

/** Leads to a load balancer's listener. @param folder of the VPC's sockets */
export const listenerSocket = (folder: string, arn: string, port: number): string =>
  join(folder, `${createHash("sha256").update(arn).digest("hex").slice(0, 10)}-${port}.sock`);

/** Where a VPC's process takes orders. */
export const controlSocket = (folder: string): string => join(folder, "control.sock");
