import { createHash } from "node:crypto";
import { type Context, nowIso } from "../context.ts";
import { refuse } from "../errors.ts";
import { original, readAll } from "../unread.ts";

/** How long EC2 is sure to know a token for. */
const keptMs = 24 * 3600 * 1000;

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, member]) => [key, sorted(member)]),
  );
};

/** The same settings give the same text, whatever order they were written in. */
export const fingerprintOf = (settings: object): string =>
  createHash("sha256")
    .update(JSON.stringify(sorted(settings)))
    .digest("hex");

const forgetOld = (context: Context): void => {
  const now = context.settings.now();
  const old = context.state.tokens.where(({ createdAt }) => now - Date.parse(createdAt) > keptMs);
  for (const { id } of old) context.state.tokens.remove(id);
};

/**
 * Carries an order out once per client token.
 * @returns ids of what was made, now or by the first request with this token
 * @throws AwsError IdempotentParameterMismatch when the token came with other parameters
 */
export const once = (
  action: string,
  input: { ClientToken?: string | undefined; DryRun?: boolean | undefined },
  context: Context,
  make: () => string[],
): string[] => {
  const token = input.ClientToken;
  const { ClientToken, DryRun, ...order } = original(input);
  const fingerprint = fingerprintOf(order);
  if (!token) return make();
  if (token.length > 64)
    refuse(
      "InvalidParameterValue",
      `Value (${token}) for parameter clientToken is invalid. Length must be at most 64.`,
    );
  const id = `${action} ${token}`;
  const known = context.state.tokens.get(id);
  if (known) {
    readAll(input);
    if (known.fingerprint === fingerprint) return known.made;
    refuse(
      "IdempotentParameterMismatch",
      "Arguments on this idempotent request are inconsistent with arguments used in previous request(s).",
    );
  }
  forgetOld(context);
  const made = make();
  context.state.tokens.put({ id, createdAt: nowIso(context), fingerprint, made });
  return made;
};
