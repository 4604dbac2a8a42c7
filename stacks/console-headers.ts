/**
 * What the console's page may load and ask: its programs, styles and pictures are its own, and it speaks to its own origin and to the issuer.
 * @param issuer URLs of the issuer, of whose origins tokens are asked
 */
export const consolePolicy = (issuer: readonly string[]): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    `connect-src 'self' ${issuer.map((url) => new URL(url).origin).join(" ")}`,
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

/** Names of built files hold a hash of what is in them; all others may change at any time. @param path below the console's origin */
export const consoleCaching = (path: string): string =>
  path.startsWith("/assets/") ? "public, max-age=31536000, immutable" : "no-cache";
