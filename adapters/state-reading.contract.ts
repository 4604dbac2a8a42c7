import { expect, test } from "@jest/globals";
import { InvalidInput, NotFound } from "#core/errors.ts";
import type { Page, State } from "#core/ports/state.ts";
import { deletionOf, end, inputOf, newMade, newNode, newRequest, newTenant } from "./state-records.contract.ts";

/** Reads page by page until there is no more. */
const allOf = async <Item>(limit: number, read: (page: { limit: number; after?: string }) => Promise<Page<Item>>) => {
  const pages: Item[][] = [];
  let after: string | undefined;
  do {
    const { items, next } = await read({ limit, ...(after === undefined ? {} : { after }) });
    pages.push(items);
    after = next;
  } while (after !== undefined && pages.length < 50);
  return pages;
};

/** What is read: whole, in order, page by page, and never another tenant's. */
export const readingContract = (state: () => State): void => {
  const create = async (tenantId: string, name: string) => {
    const made = newMade(tenantId, name);
    await state().createCluster(made);
    return made;
  };

  test("clusters and operations come newest first, each once, over pages of any size", async () => {
    const tenantId = newTenant();
    const made = [];
    for (const name of ["a", "b", "c", "d", "e"]) made.unshift(await create(tenantId, name));
    for (const limit of [1, 2, 5, 10]) {
      const clusters = await allOf(limit, (page) => state().clusters(tenantId, page));
      expect(clusters.flat().map(({ name }) => name)).toEqual(["e", "d", "c", "b", "a"]);
      expect(clusters).toHaveLength(Math.ceil(5 / limit));
      const operations = await allOf(limit, (page) => state().operations(tenantId, page));
      expect(operations.flat()).toEqual(made.map(({ operation }) => operation));
    }
  });

  test("deleted clusters are left out, however many pages they would fill", async () => {
    const tenantId = newTenant();
    const kept = await create(tenantId, "kept");
    for (const name of ["a", "b", "c"]) {
      const { operation, cluster } = await create(tenantId, name);
      await state().finishOperation(inputOf(operation), end("running"));
      const now = await state().cluster(tenantId, cluster.clusterId);
      const deletion = deletionOf(now);
      await state().beginOperation({
        cluster: now,
        state: "deleting",
        operation: deletion,
        request: newRequest(deletion),
      });
      await state().finishOperation(inputOf(deletion), end("deleted"));
    }
    const pages = await allOf(1, (page) => state().clusters(tenantId, page));
    expect(pages.flat().map(({ clusterId }) => clusterId)).toEqual([kept.cluster.clusterId]);
  });

  test("clusters by state and by labels, page by page", async () => {
    const tenantId = newTenant();
    for (const [i, tier] of ["1", "2", "1", "1"].entries()) {
      const made = newMade(tenantId, `c${i}`);
      made.cluster.spec.labels = { "example.com/tier": tier, team: "blue" };
      await state().createCluster(made);
      if (i === 3) await state().finishOperation(inputOf(made.operation), end("running"));
    }
    const names = async (limit: number, filter: object) =>
      (await allOf(limit, (page) => state().clusters(tenantId, { ...page, ...filter }))).flat().map(({ name }) => name);
    for (const limit of [1, 2, 10]) {
      expect(await names(limit, { labels: [["example.com/tier", "1"]] })).toEqual(["c3", "c2", "c0"]);
      expect(await names(limit, { state: "pending" })).toEqual(["c2", "c1", "c0"]);
      const both: [string, string][] = [
        ["example.com/tier", "1"],
        ["team", "blue"],
      ];
      expect(await names(limit, { state: "pending", labels: both })).toEqual(["c2", "c0"]);
      expect(await names(limit, { labels: [["team", "red"]] })).toEqual([]);
    }
  });

  test("operations of one cluster, and nodes of one cluster, page by page", async () => {
    const tenantId = newTenant();
    const [one] = [await create(tenantId, "one"), await create(tenantId, "two")];
    const input = inputOf(one.operation);
    await state().putNodes(
      input,
      ["i-3", "i-1", "i-2"].map((id) => newNode(one.cluster, id)),
    );
    await state().finishOperation(input, end("running"));
    const now = await state().cluster(tenantId, one.cluster.clusterId);
    const deletion = deletionOf(now);
    await state().beginOperation({
      cluster: now,
      state: "deleting",
      operation: deletion,
      request: newRequest(deletion),
    });
    const { clusterId } = one.cluster;
    const operations = await allOf(1, (page) => state().operations(tenantId, { ...page, clusterId }));
    expect(operations.flat().map(({ operationId }) => operationId)).toEqual([
      deletion.operationId,
      one.operation.operationId,
    ]);
    const nodes = await allOf(2, (page) => state().nodes(tenantId, clusterId, page));
    expect(nodes.flat().map(({ nodeId }) => nodeId)).toEqual(["i-1", "i-2", "i-3"]);
  });

  test("a page token that is not ours, or another tenant's, is refused", async () => {
    const [mine, other] = [newTenant(), newTenant()];
    for (const tenantId of [mine, other]) for (const name of ["a", "b"]) await create(tenantId, name);
    const { next = "" } = await state().clusters(other, { limit: 1 });
    for (const after of ["nonsense", "", next])
      await expect(state().clusters(mine, { limit: 1, after })).rejects.toBeInstanceOf(InvalidInput);
    // Nor does a token of one list serve for another.
    await expect(state().operations(other, { limit: 1, after: next })).rejects.toBeInstanceOf(InvalidInput);
  });

  test("another tenant's things are not there", async () => {
    const made = await create(newTenant(), "one");
    const { clusterId } = made.cluster;
    const stranger = newTenant();
    await state().putNodes(inputOf(made.operation), [newNode(made.cluster, "i-1")]);
    await expect(state().cluster(stranger, clusterId)).rejects.toBeInstanceOf(NotFound);
    await expect(state().operation(stranger, made.operation.operationId)).rejects.toBeInstanceOf(NotFound);
    expect(await state().request(stranger, made.request.key)).toBeUndefined();
    expect(await state().nodeGroups(stranger, clusterId)).toEqual([]);
    expect((await state().nodes(stranger, clusterId)).items).toEqual([]);
    expect((await state().clusters(stranger, { limit: 10 })).items).toEqual([]);
    expect((await state().operations(stranger, { limit: 10, clusterId })).items).toEqual([]);
  });

  test("open operations are those that are not over, of all tenants", async () => {
    const [open, over] = [await create(newTenant(), "one"), await create(newTenant(), "one")];
    await state().noteStage(inputOf(open.operation), {
      stage: "CheckRequest",
      status: "running",
      at: "2026-01-01T00:00:00.000Z",
      operationStatus: "running",
    });
    await state().finishOperation(inputOf(over.operation), end("running"));
    const ids = (await state().openOperations()).map(({ operationId }) => operationId);
    expect(ids).toContain(open.operation.operationId);
    expect(ids).not.toContain(over.operation.operationId);
  });

  test("what was read can be changed without changing what is kept", async () => {
    const made = await create(newTenant(), "one");
    const { tenantId, clusterId } = made.cluster;
    (await state().cluster(tenantId, clusterId)).spec.labels["team"] = "red";
    expect((await state().cluster(tenantId, clusterId)).spec.labels).toEqual({ team: "blue" });
  });
};
