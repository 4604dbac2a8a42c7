import { pricesOf } from "#core/billing/prices.ts";
import type { Call, WritePorts } from "#core/clusters/command.ts";
import type { Backups } from "#core/ports/backups.ts";
import type { Prices } from "#core/ports/prices.ts";
import type { FakePorts } from "./cloud.ts";
import { fakeCloud } from "./cloud.ts";
import { fakePriceStore } from "./prices.ts";
import { type FakeWorkflows, fakeWorkflows } from "./workflows.ts";

export const ada = { tenantId: "blue", subject: "ada", role: "admin" } as const;

/** A call by ada with nothing in it but what is given. */
export const callOf = <Given extends Partial<Call<unknown, unknown, unknown>>>(given: Given) => ({
  caller: ada,
  body: undefined,
  params: undefined,
  query: undefined,
  idempotencyKey: undefined,
  ifMatch: undefined,
  ...given,
});

/** What the rules of calls are handed, in memory. */
export interface FakeRulePorts extends WritePorts {
  backups: Backups;
  prices: Prices;
  state: FakePorts["state"];
  workflows: FakeWorkflows;
}

export const fakeRulePorts = (clusterLimit = 20, machineLimit = 500): FakeRulePorts => {
  const { state, clock, backups } = fakeCloud().ports;
  return {
    state,
    clock,
    backups,
    workflows: fakeWorkflows(),
    clusterLimit,
    machineLimit,
    prices: pricesOf(fakePriceStore(), "us-east-1"),
  };
};
