import { mkdirSync, rmSync } from "node:fs";
import http from "node:http";
import { join } from "node:path";
import { killGroup, makeGroup, removeGroup } from "./cgroups.ts";
import { startDetached } from "./detached.ts";
import { awsSocket, controlSocket, credentialsSocket, namespaceOf, type Place, vpcFolder, vpcRunDir } from "./place.ts";
import { unixRequest } from "./unix-request.ts";
import { until } from "./until.ts";

const program = join(import.meta.dirname, "vpc/main.ts");

/** The process in a VPC's router, seen from the region: started when it is not there, taken over when it is. */
export class VpcProcess {
  private readonly place: Place;
  private readonly vpcId: string;
  private readonly region: string;
  private readonly ended: () => void;
  private line: http.ClientRequest | undefined;

  /** @param ended told when a process that ran ends without being asked to */
  constructor(place: Place, vpcId: string, region: string, ended: () => void) {
    this.place = place;
    this.vpcId = vpcId;
    this.region = region;
    this.ended = ended;
  }

  /** The router must be there. */
  async ensure(): Promise<void> {
    if (this.line) return;
    if (!(await this.takeOver())) await this.start();
  }

  async order(method: "PUT" | "GET" | "DELETE", arn: string, body?: unknown): Promise<string> {
    const socket = controlSocket(vpcRunDir(this.place, this.vpcId));
    const { status, text } = await unixRequest(socket, method, `/load-balancers/${encodeURIComponent(arn)}`, body);
    if (status >= 300) throw new Error(`load balancer ${arn}: ${text}`);
    return text;
  }

  /** Ends the process and takes its files away. */
  async end(): Promise<void> {
    this.letGo();
    await killGroup(this.group);
    await removeGroup(this.group);
    rmSync(vpcRunDir(this.place, this.vpcId), { recursive: true, force: true });
    rmSync(vpcFolder(this.place, this.vpcId), { recursive: true, force: true });
  }

  /** Lets the process go on alone. */
  letGo(): void {
    const { line } = this;
    this.line = undefined;
    line?.destroy();
  }

  private get group(): string {
    return join(this.place.prefix, this.vpcId);
  }

  private async start(): Promise<void> {
    await killGroup(this.group);
    const sockets = vpcRunDir(this.place, this.vpcId);
    const machines = vpcFolder(this.place, this.vpcId);
    for (const folder of [sockets, machines]) mkdirSync(folder, { recursive: true, mode: 0o700 });
    const namespace = `--net=/run/netns/${namespaceOf(this.place, this.vpcId)}`;
    const args = [this.region, machines, sockets, credentialsSocket(this.place), awsSocket(this.place)];
    const log = join(machines, "process.log");
    const child = startDetached(["nsenter", namespace, "--", process.execPath, "--no-warnings", program, ...args], {
      groups: makeGroup(this.group),
      log,
    });
    await until(`start of the process of ${this.vpcId} (see ${log})`, 30, async () => {
      if (child.exitCode !== null)
        throw new Error(`the process of ${this.vpcId} ended as soon as it started: see ${log}`);
      return (await this.takeOver()) || undefined;
    });
  }

  /** Takes over a process that answers; its end is noticed by the end of an answer that it never ends. */
  private takeOver(): Promise<boolean> {
    return new Promise((resolve) => {
      const socketPath = controlSocket(vpcRunDir(this.place, this.vpcId));
      const line = http.get({ socketPath, path: "/alive", agent: false }, (response) => {
        this.line = line;
        response.socket.unref();
        response.on("error", () => undefined).resume();
        response.on("close", () => {
          if (this.line !== line) return;
          this.line = undefined;
          this.ended();
        });
        resolve(true);
      });
      line.on("error", () => resolve(false));
    });
  }
}
