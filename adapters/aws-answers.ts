/** The SDK types every field of an answer as possibly absent; says so when one is that AWS always gives. */
export const given = <T>(value: T | undefined | null, what: string): T => {
  if (value === undefined || value === null) throw new Error(`The cloud's answer lacks ${what}`);
  return value;
};
