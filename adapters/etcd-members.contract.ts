import { beforeEach, expect, test } from "@jest/globals";
import { NotYet, TemporaryFailure } from "#core/errors.ts";
import type { EtcdDoor, EtcdMembers } from "#core/ports/etcd.ts";
import { untilDone } from "./until-done.ts";

/** A cluster with three members of the control plane that work. */
export interface ThreeMembers {
  etcd: EtcdMembers;
  door: EtcdDoor;
  /** The members' addresses; the door's own first. */
  addresses: string[];
  /** The machine at the address ends, without a word to anybody. */
  lose(address: string): void;
}

/** What every implementation of EtcdMembers promises. */
export const etcdMembersContract = (newCluster: () => Promise<ThreeMembers>): void => {
  let cluster: ThreeMembers;
  beforeEach(async () => {
    cluster = await newCluster();
  });
  const list = (door = cluster.door) => untilDone(() => cluster.etcd.list(door));
  const addresses = async () => (await list()).map(({ address }) => address).sort();
  const remove = (memberId: string) => untilDone(() => cluster.etcd.remove(cluster.door, memberId));
  const idAt = async (address: string | undefined): Promise<string> =>
    (await list()).find((member) => member.address === address)?.memberId ?? "";

  test("all members are listed, each with an id of its own; the answer takes a while", async () => {
    await expect(cluster.etcd.list(cluster.door)).rejects.toBeInstanceOf(NotYet);
    const members = await list();
    expect(members.map(({ address }) => address).sort()).toEqual([...cluster.addresses].sort());
    expect(new Set(members.map(({ memberId }) => memberId)).size).toBe(3);
    expect(members.every(({ votes, started }) => votes && started)).toBe(true);
  });

  test("asked again, it is asked anew", async () => {
    expect(await addresses()).toHaveLength(3);
    await remove(await idAt(cluster.addresses[2]));
    expect(await addresses()).toEqual(cluster.addresses.slice(0, 2).sort());
  });

  test("two operations that ask at the same time are both answered", async () => {
    const other = { ...cluster.door, operationId: "op_other" };
    const [one, two] = await Promise.all([list(), list(other)]);
    expect(one).toEqual(two);
  });

  test("one that is lost is a member until it is removed; to remove it twice is to remove it once", async () => {
    const [, , lost = ""] = cluster.addresses;
    cluster.lose(lost);
    const id = await idAt(lost);
    expect(id).not.toBe("");
    await remove(id);
    await remove(id);
    expect(await addresses()).toEqual(cluster.addresses.slice(0, 2).sort());
  });

  test("an id that nobody has is no fault", async () => {
    await remove("00000000deadbeef");
    expect(await addresses()).toHaveLength(3);
  });

  test("etcd itself keeps the member without which it would stand still", async () => {
    const [, two = "", three = ""] = cluster.addresses;
    const id = await idAt(two);
    cluster.lose(three);
    // Of three, one is lost: without another one that works only one of two would be left.
    await expect(cluster.etcd.remove(cluster.door, id)).rejects.toBeInstanceOf(NotYet);
    await expect(cluster.etcd.remove(cluster.door, id)).rejects.toBeInstanceOf(TemporaryFailure);
    expect(await addresses()).toHaveLength(3);
  });
};
