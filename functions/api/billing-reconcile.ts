import { billingRoutes } from "#contract/billing-routes.ts";
import { billingReconcile } from "#core/billing/reconcile-bill.ts";
import { apiHandler } from "#functions/api-handler.ts";
import { connectBilling } from "#functions/billing-ports.ts";
import { putMetrics } from "#functions/metrics.ts";

export const handler = apiHandler(
  billingRoutes.billingReconcile,
  async (call, ports: ReturnType<typeof connectBilling>) => {
    const reconciliation = await billingReconcile(call, ports);
    const { unitSeconds, micros } = reconciliation.residual;
    putMetrics({ BillResidualSeconds: unitSeconds, BillResidualMicros: micros });
    return reconciliation;
  },
  connectBilling,
);
