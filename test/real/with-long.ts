/** Whether tests that take minutes on real machines are wanted, too: `npm test -- all` says so. */
export const withLong = process.env["KUBEWRIGHT_TESTS"] === "all";
