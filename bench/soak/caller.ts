import { randomUUID } from "node:crypto";
import type { Operation } from "#contract/operations.ts";
import type { OpenOperations } from "./open-operations.ts";

export interface Answered {
  /** Method and path without ids. */
  call: string;
  tenant: string;
  status: number;
  /** Of a problem. */
  code?: string;
  milliseconds: number;
}

/** All answers of the API to all callers. */
export type Answers = Answered[];

const withoutIds = (path: string): string => path.replace(/\/(cls|op|ng|bkp|i)[_-]\w+/g, "/{id}").replace(/\?.*/, "");

/** Somebody who calls the API as one tenant, and for whom a refusal is an answer. */
export class Caller {
  readonly tenant: string;
  private readonly apiUrl: string;
  private readonly token: string;
  private readonly answers: Answers;
  private readonly open: OpenOperations;

  constructor(tenant: string, of: { apiUrl: string; token: string; answers: Answers; open: OpenOperations }) {
    this.tenant = tenant;
    this.apiUrl = of.apiUrl;
    this.token = of.token;
    this.answers = of.answers;
    this.open = of.open;
  }

  /**
   * Asks again under the same key where the service failed, as the API's clients do.
   * @returns undefined where it was refused, or nobody answered
   */
  async ask<Body>(method: string, path: string, body?: unknown): Promise<Body | undefined> {
    const key = randomUUID();
    for (let tries = 1; ; tries++) {
      const { status, said } = await this.askOnce<Body>(method, path, body, key);
      if (status >= 200 && status < 300) return said;
      if (tries === 4 || (status > 0 && status < 500)) return undefined;
    }
  }

  /** One answer; where there is none, the status is 0. */
  private async askOnce<Body>(method: string, path: string, body: unknown, key: string) {
    type Said = Body & { code?: string };
    const began = performance.now();
    const answered = await fetch(`${this.apiUrl}${path}`, {
      method,
      headers: { authorization: `Bearer ${this.token}`, "idempotency-key": key },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
      .then(async (answer) => ({ status: answer.status, said: (await answer.json()) as Said }))
      .catch((error: unknown) => ({ status: 0, said: { code: String(error) } as Said }));
    const { status, said } = answered;
    this.answers.push({
      ...{ call: `${method} ${withoutIds(path)}`, tenant: this.tenant, status },
      ...(status >= 200 && status < 300 ? {} : { code: said.code ?? "no problem document" }),
      milliseconds: performance.now() - began,
    });
    return answered;
  }

  /** Asks for an operation, and waits for its end. @returns undefined where it was refused */
  async done(method: string, path: string, body?: unknown) {
    const operation = await this.ask<Operation>(method, path, body);
    return operation && this.open.over(this.tenant, operation.id);
  }

  over(operation: Operation) {
    return this.open.over(this.tenant, operation.id);
  }
}
