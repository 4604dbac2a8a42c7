/** `LaunchControlPlane` and `not-ready` as people say them: `Launch control plane`, `Not ready`. */
export const spoken = (name: string): string => {
  const words = name
    .replaceAll(/([a-z])([A-Z])/g, "$1 $2")
    .replaceAll(/[-.]/g, " ")
    .toLowerCase()
    .replaceAll(/\bapi\b/g, "API");
  return words.charAt(0).toUpperCase() + words.slice(1);
};

/** `natGateways` and `vpcs`, as a receipt names what was looked for: `NAT gateways`, `VPCs`. */
export const kindOf = (name: string): string =>
  spoken(name)
    .toLowerCase()
    .replace(/^(nat|vpc)(?=s?\b)/, (short) => short.toUpperCase());

/** `3 nodes`, `1 node`. */
export const count = (number: number, one: string, many = `${one}s`): string =>
  `${number} ${number === 1 ? one : many}`;
