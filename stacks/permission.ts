import { PolicyStatement } from "aws-cdk-lib/aws-iam";
import { Token } from "aws-cdk-lib/core";

/** One thing a function may do. */
export interface Permission {
  /** Why there is a wildcard; needed where there is one. */
  why?: string;
  actions: string[];
  resources: string[];
  conditions?: Record<string, Record<string, string | string[]>>;
}

/** @throws Error for a wildcard without a reason */
export const statementOf = ({ why, actions, resources, conditions }: Permission): PolicyStatement => {
  const wild = [...actions, ...resources].find((name) => name.includes("*"));
  if (wild && !why) throw new Error(`no reason is given for ${Token.isUnresolved(wild) ? "a wildcard" : wild}`);
  return new PolicyStatement({ actions, resources, ...(conditions ? { conditions } : {}) });
};

/** What cdk-nag is told about the wildcards of one role. */
export const wildcardReasons = (permissions: Permission[]): string =>
  [...new Set(permissions.flatMap(({ why }) => (why ? [why] : [])))].join("; ");
