/** How an invocation of a function may go wrong; local/localstack/plugin/kubewright_localstack/faults.py says what each means. */
export type FunctionFault = {
  /** File name of the function, such as `launch-control-plane`; absent: any. */
  function?: string;
  /** What stands in its event, by dotted path. */
  event?: Record<string, string>;
  /** Whose calls count: a service such as `ec2`, or `cloud` for all but DynamoDB. */
  of?: string;
  nth?: number;
  /** So many invocations that match are spared. */
  skip?: number;
  /** So many get it; null: all. */
  count?: number | null;
} & (
  | { kind: "kill" | "hold" | "time-out"; at: "begin" | "call" | "answer" | "end" }
  | { kind: "lose"; at: "answer" }
  | { kind: "throttle" | "no-capacity"; at: "call" }
  | { kind: "fail" | "unreachable"; at: "begin" | "end" }
  | { kind: "repeat" | "watch"; at: "end" }
  | { kind: "overlap"; at: "begin" }
);

/** What has become of an order. */
export interface OrderedFault {
  id: string;
  taken: { operationId: string | null; stage: string | null; calls?: string[] }[];
  /** Invocations in which it came about. */
  fired: number;
  /** Somebody stands still, or has. */
  held: boolean;
}

/** Orders for the functions of a service that runs on our Lambda executor. */
export const functionFaults = (localstackUrl: string) => {
  const url = `${localstackUrl}/_kubewright/faults`;
  const ask = async <Answer>(path: string, request?: RequestInit): Promise<Answer> => {
    const answer = await fetch(`${url}${path}`, request);
    if (!answer.ok) throw new Error(`${request?.body ?? path}: ${answer.status} ${await answer.text()}`);
    return (await answer.json()) as Answer;
  };
  const list = () => ask<{ faults: OrderedFault[] }>("").then(({ faults }) => faults);
  return {
    /** @throws Error with the executor's answer when it refuses */
    order: (fault: FunctionFault): Promise<OrderedFault> =>
      ask<OrderedFault>("", { method: "POST", body: JSON.stringify(fault) }),
    seen: async (id: string): Promise<OrderedFault> => {
      const there = (await list()).find((one) => one.id === id);
      if (!there) throw new Error(`no order ${id}`);
      return there;
    },
    /** Takes one back: whoever is held by it goes on. */
    takeBack: (id: string): Promise<unknown> => ask(`?id=${id}`, { method: "DELETE" }),
  };
};
