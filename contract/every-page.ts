/** A list, page after page, to its end. @param ask for the page that the token begins; the first without one */
export const everyPage = async <Item>(
  ask: (page: { pageToken?: string }) => Promise<{ items: Item[]; nextPageToken?: string | undefined }>,
): Promise<Item[]> => {
  const all: Item[] = [];
  let pageToken: string | undefined;
  do {
    const { items, nextPageToken } = await ask(pageToken === undefined ? {} : { pageToken });
    all.push(...items);
    pageToken = nextPageToken;
  } while (pageToken !== undefined);
  return all;
};
