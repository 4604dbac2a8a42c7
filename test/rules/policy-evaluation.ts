/** One statement of an IAM policy. */
export interface Statement {
  Sid?: string;
  Effect: string;
  Action: string | string[];
  Resource: string | string[];
  Condition?: Record<string, Record<string, string | string[]>>;
}
export interface Policy {
  Statement: Statement[];
}

/** A call as IAM sees it. @param context condition keys, in lower case, that the call has */
export interface Call {
  action: string;
  resource: string;
  context: Record<string, string>;
}

/** `*` is any number of characters, `?` one; all else is itself. */
const isLike = (pattern: string, text: string): boolean => {
  const escaped = pattern.replace(/[.+^${}()|[\]\\]/g, "\\$&");
  return new RegExp(`^${escaped.replaceAll("*", ".*").replaceAll("?", ".")}$`, "s").test(text);
};

/** Filled in from the call; undefined when the call has no such key: then the statement is of no use. */
const filledIn = (text: string, { context }: Call): string | undefined => {
  let isWhole = true;
  const filled = text.replace(/\$\{([^}]+)\}/g, (_, key: string) => {
    const value = context[key.toLowerCase()];
    if (value === undefined) isWhole = false;
    return value ?? "";
  });
  return isWhole ? filled : undefined;
};

const operators: Record<string, (wanted: string, given: string) => boolean> = {
  StringEquals: (wanted, given) => wanted === given,
  StringLike: isLike,
};

const holds = (condition: NonNullable<Statement["Condition"]>, call: Call): boolean =>
  Object.entries(condition).every(([operator, keys]) => {
    const compare = operators[operator];
    if (!compare) throw new Error(`${operator} is no operator that is evaluated here`);
    return Object.entries(keys).every(([key, wanted]) => {
      const given = call.context[key.toLowerCase()];
      const values = [wanted].flat().map((value) => filledIn(value, call));
      return given !== undefined && values.some((value) => value !== undefined && compare(value, given));
    });
  });

const matches = (statement: Statement, call: Call): boolean =>
  [statement.Action].flat().some((action) => isLike(action.toLowerCase(), call.action.toLowerCase())) &&
  [statement.Resource].flat().some((resource) => {
    const filled = filledIn(resource, call);
    return filled !== undefined && isLike(filled, call.resource);
  }) &&
  holds(statement.Condition ?? {}, call);

/**
 * Whether a policy allows a call: the part of IAM's evaluation that our policies use. What it does not know is an Error, so that
 * policies cannot outgrow it unnoticed.
 * Source: IAM user guide, "Policy evaluation logic", "IAM JSON policy elements: Condition", "variables and tags".
 */
export const allows = ({ Statement }: Policy, call: Call): boolean => {
  const meant = Statement.filter((statement) => matches(statement, call));
  return meant.some(({ Effect }) => Effect === "Allow") && !meant.some(({ Effect }) => Effect === "Deny");
};
