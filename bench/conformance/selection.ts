/** Which of the conformance tests are run where nobody asks for all of them. */

export interface Left {
  /** A regular expression over the test's whole name. */
  pattern: string;
  why: string;
}

export const left: readonly Left[] = [
  { pattern: "\\[Slow\\]", why: "waits for minutes" },
  { pattern: "\\[Disruptive\\]", why: "takes nodes out of service" },
  { pattern: "\\[Serial\\]", why: "needs the cluster for itself: all of these together would double the time" },
  {
    pattern: "Projected PodCertificate .* should allow server and client pods",
    why: "pulls its image at each start, whether it is there or not",
  },
];

/** Why the test is not run. @returns undefined for one that is chosen */
export const whyLeft = (name: string, of: readonly Left[] = left): string | undefined =>
  of.find(({ pattern }) => new RegExp(pattern).test(name))?.why;
