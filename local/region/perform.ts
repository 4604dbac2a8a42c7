import type { Calls } from "./calls.ts";
import type { Actions, Context } from "./context.ts";
import { ec2Actions } from "./ec2/actions.ts";
import { elbv2Actions } from "./elbv2/actions.ts";
import { AwsError, refuse } from "./errors.ts";
import { noCapacity, throttled } from "./faults.ts";
import { watched } from "./unread.ts";
import type { Backend } from "./wire/server.ts";

const actionsOf: Record<"ec2" | "elbv2", Actions> = { ec2: ec2Actions, elbv2: elbv2Actions };

type Perform = Pick<Backend, "perform" | "has">;
type Input = Record<string, unknown>;

const run = (service: "ec2" | "elbv2", action: string, given: Input, context: Context): unknown => {
  const { DryRun, ...rest } = given;
  const { input, unread } = watched(rest);
  const work = actionsOf[service][action] as (input: Input, context: Context) => unknown;
  const once = () => {
    const output = work(input, context);
    // These only say how a list is to be read: an action without pages gives the whole of it.
    const ignored = unread().filter((member) => !["MaxResults", "NextToken", "ClientToken"].includes(member));
    if (ignored.length > 0)
      refuse("UnsupportedOperation", `The pocket region does not have ${ignored.join(", ")} in ${action}`);
    return output;
  };
  if (DryRun !== true) return context.state.transaction(once);
  context.state.rehearse(once);
  return refuse("DryRunOperation", "Request would have succeeded, but DryRun flag is set.", 412);
};

/** Carries actions out: ordered faults first, then the action as one transaction, then its answer or the loss of it. */
export const performer = (context: Context, calls: Calls): Perform => ({
  has: (service, action) => Object.hasOwn(actionsOf[service], action),
  async perform(service, action, input, fault) {
    let refused = true;
    let lost = false;
    try {
      if (fault === "throttle") throw throttled(service);
      if (fault === "no-capacity" && action === "RunInstances") throw noCapacity();
      context.faults.beforeAction(service, action);
      const output = await run(service, action, input, context);
      refused = false;
      lost = context.faults.losesAnswer(action);
      return { output, lost };
    } catch (error) {
      if (error instanceof AwsError && input["DryRun"] === true && error.code === "DryRunOperation") refused = false;
      throw error;
    } finally {
      context.faults.book();
      calls.count(action, refused);
      await context.state.synced();
    }
  },
});
