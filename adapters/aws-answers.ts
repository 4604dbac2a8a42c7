/** The SDK types every field of an answer as possibly absent; says so when one is that AWS always gives. */
export const given = <T>(value: T | undefined | null, what: string): T => {
  if (value === undefined || value === null) throw new Error(`The cloud's answer lacks ${what}`);
  return value;
};

/** All items of all pages. @param page asks for one, given the token of the one before */
export const allPages = async <Answer, Item>(
  page: (token: string | undefined) => Promise<Answer>,
  read: (answer: Answer) => { items: Item[] | undefined; next: string | undefined },
): Promise<Item[]> => {
  const all: Item[] = [];
  let token: string | undefined;
  do {
    const { items, next } = read(await page(token));
    all.push(...(items ?? []));
    token = next;
  } while (token);
  return all;
};
