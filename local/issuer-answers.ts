/** What the issuer answers. */
export interface Answer {
  status: number;
  body: string;
  headers: Record<string, string>;
}

/** @param body text is JSON already */
export const json = (status: number, body: unknown): Answer => ({
  status,
  body: typeof body === "string" ? body : JSON.stringify(body),
  headers: { "content-type": "application/json", "cache-control": "no-store" },
});

/** @param goesTo origin that the page's form leads to in the end */
export const html = (status: number, body: string, goesTo = ""): Answer => ({
  status,
  body,
  headers: {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "content-security-policy": `default-src 'none'; style-src 'unsafe-inline'; form-action 'self' ${goesTo}; frame-ancestors 'none'`,
  },
});
