import { createServer, type Server } from "node:https";
import { publishedRoot } from "#core/fakes/add-ons.ts";
import type { MachineConfig } from "#node/machine-config.ts";
import { type EtcdctlEnd, SimulatedEtcd } from "./etcd.ts";
import { answerKubernetes, type Objects, put } from "./kubernetes-objects.ts";
import { servingCertificate } from "./serving-certificate.ts";

/** What a snapshot is taken of. */
export interface Saved {
  objects: Objects;
  revision: number;
}

interface Parts {
  isUp(address: string): boolean;
  /** Files of the cluster's secret. */
  files(config: MachineConfig): Promise<Record<string, string>>;
  /** A member's machine sends the snapshot that lies on it. */
  send(file: string, saved: Saved): void;
}

/** Members with an etcd of their own, and the one server that all of them answer with. */
export class SimulatedControlPlane {
  readonly members = new Set<string>();
  readonly etcd: SimulatedEtcd;
  /** Of the snapshot that it was born with. */
  readonly token: string | undefined;
  readonly objects: Objects;
  private readonly parts: Parts;
  /** Made by the first machine that is up. */
  server: Promise<Server> | undefined;

  constructor(parts: Parts, born: { token?: string | undefined; objects: Objects }) {
    this.parts = parts;
    this.token = born.token;
    this.objects = born.objects;
    this.etcd = new SimulatedEtcd(parts.isUp);
  }

  async serve(config: MachineConfig): Promise<void> {
    const known = this.server;
    this.server ??= this.newServer(config);
    const server = await this.server.catch((error: unknown) => {
      this.server = undefined;
      throw error;
    });
    // One that comes later may have other keys: from then on all show its certificate, which everybody trusts by then.
    if (known) server.setSecureContext(await this.certificates(config));
    await this.publish(config);
  }

  /** `snapshot save FILE` too: what is saved is what there is at this moment. */
  private etcdctl(words: readonly string[]): EtcdctlEnd {
    const [noun, verb, file = ""] = words.slice(1).filter((word) => !word.startsWith("--"));
    if (noun !== "snapshot" || verb !== "save" || !this.etcd.hasQuorum) return this.etcd.etcdctl(words);
    this.parts.send(file, { objects: structuredClone(this.objects), revision: this.objects.size });
    return { said: `Snapshot saved at ${file}\n` };
  }

  /** As the controller manager of the newest member would: whom pods that begin now trust. */
  private async publish(config: MachineConfig): Promise<void> {
    const files = await this.parts.files(config);
    put(this.objects, "/api/v1/namespaces/kube-system/configmaps/kube-root-ca.crt", {
      ...publishedRoot(files["pki/ca.crt"] ?? ""),
    });
  }

  private async certificates(config: MachineConfig): Promise<{ cert: string; key: string; ca: string }> {
    const files = await this.parts.files(config);
    const ca = files["pki/ca.crt"] ?? "";
    const names = [config.endpoint.host, ...(config.certificateNames ?? [])];
    const { certificate, key } = servingCertificate({ ca, caKey: files["pki/ca.key"] ?? "", names });
    return { cert: certificate, key, ca };
  }

  private async newServer(config: MachineConfig): Promise<Server> {
    return createServer(
      { ...(await this.certificates(config)), requestCert: true, rejectUnauthorized: true },
      (request, response) => {
        void answerKubernetes(this.objects, request, response, (words) => this.etcdctl(words));
      },
    );
  }
}
