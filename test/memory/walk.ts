import jsonata from "jsonata";

/** An error as Step Functions hands it on. */
export interface Failure {
  Error: string;
  Cause: string;
}

interface Retrier {
  ErrorEquals: string[];
  MaxAttempts?: number;
}
interface Catcher {
  ErrorEquals: string[];
  Assign?: Record<string, unknown>;
  Next: string;
}
export interface State {
  Type: string;
  Comment?: string;
  Resource?: string;
  Arguments?: Record<string, unknown> | string;
  Assign?: Record<string, unknown>;
  Output?: unknown;
  Items?: string;
  ItemProcessor?: Machine;
  Retry?: Retrier[];
  Catch?: Catcher[];
  Choices?: { Condition: string; Assign?: Record<string, unknown>; Next: string }[];
  Default?: string;
  Next?: string;
  End?: boolean;
}
export interface Machine {
  StartAt: string;
  States: Record<string, State>;
}

/** What a walk asks of the world. Both throw Failures. */
export interface World {
  /** @param name placeholder such as `LaunchControlPlane` */
  task(name: string, payload: unknown): Promise<unknown>;
  /** Waits for the answer to a task token. */
  answerTo(token: string, payload: unknown): Promise<unknown>;
}

export interface Walk {
  end: "Succeed" | "Fail";
  /** Names of the states in the order of their starts, without repeats by Retry. */
  states: string[];
  /** How often a state was started again by Retry. */
  retries: number;
}

const known = new Set(["Task", "Map", "Choice", "Succeed", "Fail"]);
const expressions = new Map<string, ReturnType<typeof jsonata>>();

const compiled = (text: string): ReturnType<typeof jsonata> => {
  const there = expressions.get(text) ?? jsonata(text);
  expressions.set(text, there);
  return there;
};

/** Evaluates every `{% … %}` in a template, as Step Functions does. */
const evaluate = async (template: unknown, variables: object, states: object): Promise<unknown> => {
  if (typeof template === "string") {
    const [, text] = /^\{%([\s\S]*)%\}$/.exec(template) ?? [];
    if (text === undefined) return template;
    const value: unknown = await compiled(text.trim()).evaluate({}, { ...variables, states });
    if (value === undefined) throw new Error(`${text} is nothing`);
    return JSON.parse(JSON.stringify(value));
  }
  if (Array.isArray(template)) return Promise.all(template.map((inner) => evaluate(inner, variables, states)));
  if (typeof template !== "object" || template === null) return template;
  const entries = Object.entries(template).map(async ([key, inner]) => [key, await evaluate(inner, variables, states)]);
  return Object.fromEntries(await Promise.all(entries));
};

const isFailure = (error: unknown): error is Failure =>
  typeof error === "object" && error !== null && "Error" in error && "Cause" in error;

const matches = ({ ErrorEquals }: { ErrorEquals: string[] }, { Error: name }: Failure): boolean =>
  ErrorEquals.includes(name) || ErrorEquals.includes("States.ALL");

/**
 * Goes through a state machine in memory: the part of the States Language that our workflows use, without its waiting. Whatever
 * it does not know is an Error, so that a workflow cannot outgrow it unnoticed.
 */
export const walk = async (machine: Machine, input: unknown, world: World): Promise<Walk> => {
  const went: Walk = { end: "Fail", states: [], retries: 0 };
  const variables: Record<string, unknown> = {};

  const once = async (name: string, state: State, stateInput: unknown): Promise<unknown> => {
    const token = `token ${went.states.length} ${went.retries} ${JSON.stringify(stateInput)}`;
    const context = { Execution: { Input: input }, State: { Name: name }, Task: { Token: token } };
    const states = { input: stateInput, context };
    if (state.Type === "Map") {
      const items = (await evaluate(state.Items, variables, states)) as unknown[];
      const processor = state.ItemProcessor as Machine;
      return Promise.all(items.map((item) => through(processor, item)));
    }
    const given = (await evaluate(state.Arguments, variables, states)) as Record<string, unknown>;
    const resource = state.Resource ?? "";
    if (resource === "arn:aws:states:::lambda:invoke.waitForTaskToken") {
      await world.task(placeholderOf(String(given["FunctionName"])), given["Payload"]);
      return world.answerTo(token, given["Payload"]);
    }
    return world.task(placeholderOf(resource), given);
  };

  const withRetry = async (name: string, state: State, stateInput: unknown): Promise<unknown> => {
    const left = (state.Retry ?? []).map(({ MaxAttempts = 3 }) => MaxAttempts);
    for (;;) {
      try {
        return await once(name, state, stateInput);
      } catch (error) {
        if (!isFailure(error)) throw error;
        const retrier = (state.Retry ?? []).findIndex((one) => matches(one, error));
        if (retrier < 0 || (left[retrier] ?? 0) <= 0) throw error;
        left[retrier] = (left[retrier] ?? 0) - 1;
        went.retries += 1;
      }
    }
  };

  const assign = async (template: Record<string, unknown> | undefined, states: object): Promise<void> => {
    Object.assign(variables, await evaluate(template ?? {}, variables, states));
  };

  const chosen = async ({ Choices = [], Default = "" }: State, given: object): Promise<string> => {
    const states = { ...given, context: { Execution: { Input: input } } };
    for (const { Condition, Assign, Next } of Choices) {
      const is = await evaluate(Condition, variables, states);
      if (typeof is !== "boolean") throw new Error(`${Condition} is neither true nor false`);
      if (!is) continue;
      await assign(Assign, states);
      return Next;
    }
    return Default;
  };

  /** @returns the state to go to, or the result of the last one */
  const through = async ({ StartAt, States }: Machine, first: unknown): Promise<unknown> => {
    let name = StartAt;
    let result: unknown;
    for (;;) {
      const state = States[name];
      if (!state || !known.has(state.Type)) throw new Error(`${name} is no state that this walk knows`);
      went.states.push(name);
      if (state.Type === "Succeed" || state.Type === "Fail") {
        went.end = state.Type;
        return result;
      }
      if (state.Type === "Choice") {
        name = await chosen(state, { input: first });
        continue;
      }
      try {
        result = await withRetry(name, state, first);
        await assign(state.Assign, { result, input: first });
        if (state.End) return result;
        name = state.Next ?? "";
      } catch (error) {
        const catcher = isFailure(error) ? (state.Catch ?? []).find((one) => matches(one, error)) : undefined;
        if (!catcher) throw error;
        await assign(catcher.Assign, { errorOutput: error, input: first });
        name = catcher.Next;
      }
    }
  };

  await through(machine, input);
  return went;
};

const placeholderOf = (resource: string): string => {
  const [, name] = /^\$\{(\w+)\}$/.exec(resource) ?? [];
  if (name === undefined) throw new Error(`${resource} is no function of ours`);
  return name;
};
