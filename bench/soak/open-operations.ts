import { isOver } from "#contract/states.ts";
import type { State } from "#core/ports/state.ts";
import type { OperationRecord } from "#core/records.ts";

interface Waiting {
  tenantId: string;
  deadline: number;
  resolve(record: OperationRecord): void;
  reject(error: unknown): void;
}

/** One look at what is open, each second, for all who wait: asking the API for each would be most of the load. */
export class OpenOperations {
  private readonly state: Pick<State, "openOperations" | "operation">;
  private readonly patience: number;
  private readonly waiting = new Map<string, Waiting>();
  private looking = false;
  /** The most that were open at the same time. */
  most = 0;

  /** @param patience milliseconds, after which an operation that is not over is handed back as it is */
  constructor(state: Pick<State, "openOperations" | "operation">, patience: number) {
    this.state = state;
    this.patience = patience;
  }

  /** The operation as it has ended; or as it is, when the patience is at its end. */
  over(tenantId: string, operationId: string): Promise<OperationRecord> {
    return new Promise((resolve, reject) => {
      this.waiting.set(operationId, { tenantId, deadline: Date.now() + this.patience, resolve, reject });
      if (!this.looking) void this.look();
    });
  }

  private async look(): Promise<void> {
    this.looking = true;
    let lastSeen = Date.now();
    while (this.waiting.size > 0) {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      try {
        await this.tellAll();
        lastSeen = Date.now();
      } catch (error) {
        // A table that does not answer once is asked again.
        if (Date.now() - lastSeen < this.patience) continue;
        for (const { reject } of this.waiting.values()) reject(error);
        this.waiting.clear();
      }
    }
    this.looking = false;
  }

  private async tellAll(): Promise<void> {
    const open = new Set((await this.state.openOperations()).map(({ operationId }) => operationId));
    this.most = Math.max(this.most, open.size);
    const due = [...this.waiting].filter(([id, { deadline }]) => !open.has(id) || Date.now() > deadline);
    await Promise.all(due.map(([id, one]) => this.tell(id, one)));
  }

  private async tell(operationId: string, { tenantId, deadline, resolve }: Waiting): Promise<void> {
    const record = await this.state.operation(tenantId, operationId);
    // The index may be older than the call that began it.
    if (!isOver(record.status) && Date.now() <= deadline) return;
    this.waiting.delete(operationId);
    resolve(record);
  }
}
