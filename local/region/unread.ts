const originals = new WeakMap<object, { input: object; read: Set<string | symbol> }>();

/**
 * An action's input that knows which of its members the action has looked at. What a client asked for and nobody read is
 * refused afterwards instead of being ignored, so an answer never claims more than was done.
 */
export const watched = <Input extends object>(input: Input): { input: Input; unread: () => string[] } => {
  const read = new Set<string | symbol>();
  const proxy = new Proxy(input, {
    get(target, member) {
      read.add(member);
      return (target as Record<string | symbol, unknown>)[member];
    },
  });
  originals.set(proxy, { input, read });
  return { input: proxy, unread: () => Object.keys(input).filter((member) => !read.has(member)) };
};

/** The input itself, for looking at all of it without it counting as read. */
export const original = <Input extends object>(input: Input): Input =>
  (originals.get(input)?.input as Input | undefined) ?? input;

/** Says that all of the input counts as read: what it asks for was done by an earlier request. */
export const readAll = (input: object): void => {
  const known = originals.get(input);
  for (const member of Object.keys(known?.input ?? {})) known?.read.add(member);
};
