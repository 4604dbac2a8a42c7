import * as z from "zod";
import { refuse } from "../errors.ts";
import { type PricedProduct, pricedProducts } from "./products.ts";

const Request = z.looseObject({
  ServiceCode: z.string(),
  Filters: z.array(z.looseObject({ Type: z.string(), Field: z.string(), Value: z.string() })).default([]),
  FormatVersion: z.string().default("aws_v1"),
  MaxResults: z.int().min(1).max(100).default(100),
  NextToken: z.string().optional(),
});

/** Value by which a filter of this field finds the product. */
const fieldOf = ({ product, serviceCode }: PricedProduct, field: string): string | undefined => {
  if (field === "productFamily") return product.productFamily;
  if (field === "sku") return product.sku;
  return field === "ServiceCode" ? serviceCode : product.attributes[field];
};

const pageToken = (at: number): string => Buffer.from(`products ${at}`).toString("base64url");

const begin = (token: string | undefined): number => {
  if (token === undefined) return 0;
  const [, at] = /^products (\d+)$/.exec(Buffer.from(token, "base64url").toString()) ?? [];
  return at === undefined ? refuse("InvalidNextTokenException", "The pagination token is invalid.") : Number(at);
};

/**
 * GetProducts of the Price List Query API; products as JSON texts, as AWS answers.
 * @throws AwsError
 */
export const getProducts = (body: unknown): { FormatVersion: string; PriceList: string[]; NextToken?: string } => {
  const request = Request.safeParse(body);
  if (!request.success)
    return refuse("InvalidParameterException", `Input Parameters are invalid: ${request.error.issues[0]?.message}`);
  const { ServiceCode, Filters, FormatVersion, MaxResults, NextToken } = request.data;
  if (FormatVersion !== "aws_v1")
    return refuse("InvalidParameterException", `Input Parameters are invalid. FormatVersion: ${FormatVersion}`);
  const other = Filters.find(({ Type }) => Type !== "TERM_MATCH");
  if (other) return refuse("UnsupportedOperation", `The pocket region does not have filters of type ${other.Type}`);
  const service = pricedProducts.filter((one) => one.serviceCode === ServiceCode);
  if (service.length === 0)
    return refuse("NotFoundException", `The pocket region has no prices of the service ${ServiceCode}`);
  const found = service.filter((one) => Filters.every(({ Field, Value }) => fieldOf(one, Field) === Value));
  const from = begin(NextToken);
  const until = from + MaxResults;
  return {
    FormatVersion,
    PriceList: found.slice(from, until).map((one) => JSON.stringify(one)),
    ...(until < found.length ? { NextToken: pageToken(until) } : {}),
  };
};
