/** `500` or `99.50` dollars in millionths of one; nothing where it is no such amount. The service takes micro-dollars, and people do not. */
export const microsOf = (text: string): number | undefined => {
  const plain = text.trim().replace(/^\$/, "").replaceAll(",", "");
  return /^\d{1,9}(\.\d{1,6})?$/.test(plain) && Number(plain) > 0 ? Math.round(Number(plain) * 1e6) : undefined;
};
