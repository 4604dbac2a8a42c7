/**
 * Amounts of resources by name, in thousandths of Kubernetes' own units (cores, bytes, pieces): whole numbers, so that sums are exact.
 * A name that is absent is none of it.
 */
export type Amounts = Readonly<Record<string, number>>;

const factors: Record<string, number> = {
  n: 1e-9,
  u: 1e-6,
  m: 1e-3,
  "": 1,
  k: 1e3,
  M: 1e6,
  G: 1e9,
  T: 1e12,
  P: 1e15,
  E: 1e18,
  Ki: 2 ** 10,
  Mi: 2 ** 20,
  Gi: 2 ** 30,
  Ti: 2 ** 40,
  Pi: 2 ** 50,
  Ei: 2 ** 60,
};

/**
 * @param quantity such as `250m`, `1.5`, `64Mi` or `1e3`
 * @returns thousandths, rounded up as Kubernetes does; 0 for what is no quantity
 * Source: Kubernetes, apimachinery resource.Quantity, serialization format.
 */
export const thousandths = (quantity: unknown): number => {
  const [, digits, exponent, suffix] =
    /^([+-]?\d+(?:\.\d*)?|[+-]?\.\d+)(?:([eE][+-]?\d+)|([num]|[kMGTPE]|[KMGTPE]i))?$/.exec(String(quantity)) ?? [];
  if (digits === undefined) return 0;
  const value = Number(`${digits}${exponent ?? ""}`) * (factors[suffix ?? ""] ?? 1) * 1000;
  // What binary fractions add is no amount.
  return Math.ceil(Number(value.toPrecision(15)));
};

export const amountsOf = (quantities: Record<string, unknown> = {}): Amounts =>
  Object.fromEntries(Object.entries(quantities).map(([name, quantity]) => [name, thousandths(quantity)]));

const combined = (a: Amounts, b: Amounts, with_: (x: number, y: number) => number): Amounts =>
  Object.fromEntries(
    [...new Set([...Object.keys(a), ...Object.keys(b)])].map((name) => [name, with_(a[name] ?? 0, b[name] ?? 0)]),
  );

export const plus = (a: Amounts, b: Amounts): Amounts => combined(a, b, (x, y) => x + y);
export const minus = (a: Amounts, b: Amounts): Amounts => combined(a, b, (x, y) => x - y);
/** The larger of each. */
export const most = (a: Amounts, b: Amounts): Amounts => combined(a, b, Math.max);

/** Whether there is room for all that is asked for. */
export const holds = (room: Amounts, asked: Amounts): boolean =>
  Object.entries(asked).every(([name, amount]) => amount === 0 || amount <= (room[name] ?? 0));
