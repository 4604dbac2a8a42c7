/** Whether tests that take minutes are wanted, too: `npm test -- all` says so. */
export const withLong = process.env["KUBEWRIGHT_TESTS"] === "all";
