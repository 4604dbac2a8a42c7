/** A secret, and where it may be found. */
export interface Secret {
  name: string;
  value: string;
  /** Places by their names; absent: none. */
  home?: RegExp;
}

/** Whatever is around it: of a base64 text its outermost letters depend on that. */
const inner = (text: string): string => text.slice(4, -4).slice(0, 64);

/** Of the secret as a whole, at each of the three places that it can have within what is encoded. */
const encodings = (secret: string): string[] =>
  [0, 1, 2].flatMap((shift) => {
    const padded = Buffer.from("x".repeat(shift) + secret);
    return [inner(padded.toString("base64")), inner(padded.toString("base64url"))];
  });

/** As it would stand in a JSON text, in one within another, in a URL, and as hex. */
const spellings = (piece: string): string[] => [
  piece,
  piece.replaceAll("/", "\\/"),
  encodeURIComponent(piece),
  encodeURIComponent(encodeURIComponent(piece)),
  Buffer.from(piece).toString("hex"),
];

/** Pieces of a secret, one of which is in every text that it is in: a line of a PEM, or all of it, however it is spelt. */
export const formsOf = (secret: string): string[] => {
  const pem = /-----BEGIN [A-Z ]*PRIVATE KEY-----([\s\S]+?)-----END/.exec(secret)?.[1];
  const lines = (pem ?? secret).split(/\\n|\n/).filter((line) => line.length >= 12);
  const whole = pem === undefined ? lines : lines.map((line) => line.slice(0, 48));
  return [...new Set([...whole.flatMap(spellings), ...encodings(secret)])];
};

const isSecret = (name: string, value: string): boolean =>
  value.includes("PRIVATE KEY-----") || /token$|key$/i.test(name);

/** Keys and tokens in an object, by their names. */
export const secretsIn = (value: object, path = ""): Secret[] =>
  Object.entries(value).flatMap(([key, within]): Secret[] => {
    const name = `${path}${key}`;
    if (typeof within === "object" && within !== null) return secretsIn(within as object, `${name}.`);
    return typeof within === "string" && isSecret(name, within) ? [{ name, value: within }] : [];
  });

/** All texts in a value, however deep. */
export const textsOf = (value: unknown): string[] =>
  typeof value === "string"
    ? [value]
    : typeof value === "object" && value !== null
      ? Object.values(value).flatMap(textsOf)
      : [];
