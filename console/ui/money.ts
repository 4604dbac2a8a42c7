const plain = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD" });
const fine = new Intl.NumberFormat("en-US", { style: "currency", currency: "USD", maximumSignificantDigits: 2 });

const rate = new Intl.NumberFormat("en-US", {
  ...{ style: "currency", currency: "USD", minimumFractionDigits: 4, maximumFractionDigits: 5 },
});

/** `$0.0832`, with the digits that prices of an hour are listed with. @param micros millionths of a US dollar */
export const hourly = (micros: number): string => rate.format(micros / 1e6);

/** `$12.34`; below a cent two digits that say something. @param micros millionths of a US dollar */
export const dollars = (micros: number): string =>
  micros !== 0 && Math.abs(micros) < 10_000 ? fine.format(micros / 1e6) : plain.format(micros / 1e6);
