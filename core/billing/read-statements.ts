import type { SetBudget } from "#contract/billing.ts";
import type { Statement, StatementQuery } from "#contract/statements.ts";
import type { Call, ReadPorts } from "#core/clusters/command.ts";
import { NotFound, WrongState } from "#core/errors.ts";
import { closePage, openPage } from "#core/page-tokens.ts";
import type { Bills, StatementRecord } from "#core/ports/bills.ts";
import type { Clock } from "#core/ports/state.ts";
import { readMonth } from "./read-range.ts";

const statementView = ({ tenantId: _, ratedAgain: __, lines, ...statement }: StatementRecord): Statement => ({
  ...statement,
  currency: "USD",
  lines: lines.map(({ micros, ...line }) => ({ ...line, ...(micros === undefined ? {} : { micros }) })),
});

type StatementList = { items: Statement[]; nextPageToken?: string };

const listed = async (
  { tenantId, ...of }: { tenantId: string; clusterId?: string; month?: string },
  query: StatementQuery,
  bills: Bills,
): Promise<StatementList> => {
  const scope = { tenantId, list: "statements", ...of };
  const { items, next } = await bills.statementPage(tenantId, of, openPage(scope, query));
  return closePage(scope, items.map(statementView), next);
};

/** @throws NotFound, InvalidInput for a month that has not begun */
export const clusterStatements = async (
  { caller: { tenantId }, params: { clusterId }, query }: Call<undefined, { clusterId: string }, StatementQuery>,
  { state, bills, clock }: ReadPorts & { bills: Bills; clock: Clock },
): Promise<StatementList> => {
  const month = readMonth(query.month, clock.now());
  await state.cluster(tenantId, clusterId);
  return listed({ tenantId, clusterId, ...(month === undefined ? {} : { month }) }, query, bills);
};

/** Of one month, this one by default. @throws InvalidInput for a month that has not begun */
export const billingStatements = async (
  { caller: { tenantId }, query }: Call<undefined, undefined, StatementQuery>,
  { bills, clock }: { bills: Bills; clock: Clock },
): Promise<StatementList> => {
  const now = clock.now();
  const month = readMonth(query.month, now) ?? now.slice(0, 7);
  return listed({ tenantId, month }, query, bills);
};

/** @throws NotFound, WrongState */
export const clusterBudget = async (
  { caller: { tenantId }, params: { clusterId }, body }: Call<SetBudget, { clusterId: string }>,
  { state, bills }: ReadPorts & { bills: Bills },
): Promise<SetBudget> => {
  const cluster = await state.cluster(tenantId, clusterId);
  if (cluster.state === "deleting")
    throw new WrongState(`cluster ${clusterId} is being deleted: no budget is kept of it`);
  if (cluster.state === "deleted") throw new NotFound(`there is no cluster ${clusterId}`);
  await bills.setBudget(tenantId, clusterId, body.monthlyMicros ?? undefined);
  return body;
};
