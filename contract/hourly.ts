const rate = new Intl.NumberFormat("en-US", {
  ...{ style: "currency", currency: "USD", minimumFractionDigits: 4, maximumFractionDigits: 5 },
});

/** `$0.0832`, with the digits that prices of an hour are listed with. @param micros millionths of a US dollar */
export const hourly = (micros: number): string => rate.format(micros / 1e6);
