import { refuse } from "../errors.ts";

const encode = (position: number) => Buffer.from(`page ${position}`).toString("base64url");

const decode = (token: string): number => {
  const found = /^page (\d+)$/.exec(Buffer.from(token, "base64url").toString());
  return found ? Number(found[1]) : refuse("InvalidNextToken", `The token '${token}' is invalid`);
};

/** @returns the asked-for part of the list, and `{ NextToken }` when there is more */
export const page = <Item>(
  all: readonly Item[],
  { MaxResults, NextToken }: { MaxResults?: number | undefined; NextToken?: string | undefined },
  limits: { least: number; most: number } = { least: 5, most: 1000 },
): { items: Item[]; next: { NextToken?: string } } => {
  if (MaxResults !== undefined && (MaxResults < limits.least || MaxResults > limits.most)) {
    refuse(
      "InvalidParameterValue",
      `Value ( ${MaxResults} ) for parameter maxResults is invalid. Expecting a value between ${limits.least} and ${limits.most}.`,
    );
  }
  const start = NextToken ? decode(NextToken) : 0;
  const end = MaxResults === undefined ? all.length : start + MaxResults;
  return { items: all.slice(start, end), next: end < all.length ? { NextToken: encode(end) } : {} };
};
