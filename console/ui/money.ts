const plain = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const fine = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumSignificantDigits: 2 });

/** `$12.34`; below a cent two digits that say something. @param micros millionths of a US dollar */
export const dollars = (micros: number): string =>
  micros !== 0 && Math.abs(micros) < 10_000 ? fine.format(micros / 1e6) : plain.format(micros / 1e6);
