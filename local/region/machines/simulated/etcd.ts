import { createHash } from "node:crypto";
import { compareVersions } from "#core/upgrade/versions.ts";

interface Member {
  id: string;
  name: string;
  address: string;
  /** Of etcd, such as `3.7`. */
  minor: string;
}

/** What came of a call of etcdctl. */
export type EtcdctlEnd = { said: string } | { failed: string };

/** The members of one cluster's etcd: who joined, whether or not the machine still runs, until somebody removes it. */
export class SimulatedEtcd {
  private members: Member[] = [];
  private made = 0;
  /** The oldest minor among all that there have been at one time; it never goes down. */
  private agreed = "";
  private readonly isUp: (address: string) => boolean;

  constructor(isUp: (address: string) => boolean) {
    this.isUp = isUp;
  }

  private up(members: readonly Member[]): number {
    return members.filter(({ address }) => this.isUp(address)).length;
  }

  /** More than half of its members are up. */
  get hasQuorum(): boolean {
    return this.up(this.members) > this.members.length / 2;
  }

  /** etcd takes nobody in while one of its members does not answer, and nobody of an older minor than they have agreed on. */
  takes(minor: string): boolean {
    return this.up(this.members) === this.members.length && compareVersions(minor, this.agreed) >= 0;
  }

  private agree(): void {
    const [oldest = ""] = this.members.map(({ minor }) => minor).sort(compareVersions);
    if (compareVersions(oldest, this.agreed) > 0) this.agreed = oldest;
  }

  add(name: string, address: string, minor: string): void {
    if (this.members.some((member) => member.address === address)) return;
    this.made += 1;
    const id = createHash("sha256").update(`${this.made} ${address}`).digest("hex").slice(0, 16);
    this.members.push({ id, name, address, minor });
    this.agree();
  }

  /** `member list` and `member remove ID`, worded as etcdctl 3.7 words them. @param words the command with all its options */
  etcdctl(words: readonly string[]): EtcdctlEnd {
    const [noun, verb, id] = words.slice(1).filter((word) => !word.startsWith("--"));
    if (!this.hasQuorum) return { failed: "Error: context deadline exceeded" };
    if (noun !== "member") return { failed: `Error: unknown command "${noun}" for "etcdctl"` };
    if (verb === "list") return { said: `${JSON.stringify({ header: {}, members: this.members.map(listed) })}\n` };
    if (verb !== "remove") return { failed: `Error: unknown command "${verb}" for "etcdctl member"` };
    const rest = this.members.filter((member) => member.id !== id);
    if (rest.length === this.members.length) return { failed: "Error: etcdserver: member not found" };
    if (this.up(rest) <= rest.length / 2)
      return { failed: "Error: etcdserver: re-configuration failed due to not enough started members" };
    this.members = rest;
    this.agree();
    return { said: `Member ${id} removed from cluster 1\n` };
  }
}

const listed = ({ id, name, address }: Member) => ({
  ID: id,
  name,
  peerURLs: [`https://${address}:2380`],
  clientURLs: [`https://${address}:2379`],
});
