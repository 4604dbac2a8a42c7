import type { Context } from "../context.ts";
import { refuse } from "../errors.ts";
import type { ListenerRecord, LoadBalancerRecord, TargetGroupRecord } from "../records.ts";

export const findBalancer = ({ state }: Context, arn: string): LoadBalancerRecord =>
  state.loadBalancers.get(arn) ?? refuse("LoadBalancerNotFound", `One or more load balancers not found: ${arn}`);

export const findTargetGroup = ({ state }: Context, arn: string): TargetGroupRecord =>
  state.targetGroups.get(arn) ?? refuse("TargetGroupNotFound", `One or more target groups not found: ${arn}`);

export const findListener = ({ state }: Context, arn: string): ListenerRecord =>
  state.listenersOfBalancers.get(arn) ?? refuse("ListenerNotFound", `One or more listeners not found: ${arn}`);

/** Listeners that send to the target group. */
export const listenersTo = ({ state }: Context, targetGroupArn: string): ListenerRecord[] =>
  state.listenersOfBalancers.where(({ targetGroupId }) => targetGroupId === targetGroupArn);

interface Question {
  Marker?: string | undefined;
  PageSize?: number | undefined;
}

/** ELBv2's own pages: by PageSize and Marker. */
export const pageOf = <Item>(
  all: readonly Item[],
  { Marker, PageSize }: Question,
): { items: Item[]; next: { NextMarker?: string } } => {
  if (PageSize !== undefined && (PageSize < 1 || PageSize > 400))
    refuse("ValidationError", `PageSize ${PageSize} is out of range: 1 to 400`);
  const start = Marker ? Number(Buffer.from(Marker, "base64url").toString()) : 0;
  if (!Number.isInteger(start) || start < 0) refuse("ValidationError", `Marker '${Marker}' is not valid`);
  const end = start + (PageSize ?? 400);
  const next = end < all.length ? { NextMarker: Buffer.from(String(end)).toString("base64url") } : {};
  return { items: all.slice(start, end), next };
};

/** @throws AwsError ValidationError naming the value and what is allowed */
export const checkName = (name: string, what: string): void => {
  if (/^[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?$/.test(name) && !name.startsWith("internal-")) return;
  refuse(
    "ValidationError",
    `The ${what} name '${name}' is not valid: 1 to 32 letters, digits and hyphens, no hyphen at either end, not starting with 'internal-'`,
  );
};
