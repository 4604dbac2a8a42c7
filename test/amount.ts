/** `npm test` alone, `npm test -- whole`, as CI says it, and `npm test -- all`: each has all of the one before. */
export const amounts = ["usual", "whole", "all"] as const;
export type Amount = (typeof amounts)[number];

/** How the runner tells jest's configuration and the tests. */
export const amountVariable = "KUBEWRIGHT_TESTS";

/** Why a test is left out, and which amount is the first that has it. */
const reasons = {
  "minutes on real machines": "all",
  "minutes on the whole service": "all",
  "every call of every stage": "all",
  /** At its first call, too, or before its work: in the usual amount each stage fails at its last call, with its work done. */
  "the same stage failing otherwise": "whole",
  /** The usual amount has a real cluster that loses a member, and is healed through the same events and workflow. */
  "seen on real machines": "whole",
  /** Over the same definitions and rules; whether the service's parts fit, other workflows of the usual amount say, too. */
  "told in memory": "whole",
  /** Drawn from many, which rarely show what those that are chosen do not. */
  "cases by chance": "whole",
  "broken snapshots": "whole",
  /** Its rules for roles and writers, with no cluster around it. */
  "an API server alone": "whole",
  "more pages and forms": "whole",
  "programs that die": "whole",
  "a month of bills": "whole",
  /** Two minutes, as everything that can be done to a cluster has to be done first. */
  "a run searched for secrets": "whole",
} as const satisfies Record<string, Amount>;
export type Reason = keyof typeof reasons;

/** @throws Error for a word that is no amount: a typing error would leave tests out unseen */
export const amountOf = (word = "whole"): Amount => {
  const amount = amounts.find((one) => one === word);
  if (!amount) throw new Error(`${amountVariable} is ${word}; allowed: ${amounts.join(", ")}`);
  return amount;
};

/** Whether a test runs that is left out of smaller amounts for that reason. */
export const wanted = (reason: Reason, amount = amountOf(process.env[amountVariable])): boolean =>
  amounts.indexOf(amount) >= amounts.indexOf(reasons[reason]);

/** Files, below test/, that smaller amounts leave out. */
export const leftOut: Partial<Record<Reason, readonly string[]>> = {
  "minutes on real machines": ["real/upgrade", "real/rotate-keys", "real/console", "real/restore-as-new"],
  "minutes on the whole service": ["console/upgrade", "workflows/rotate-keys", "workflows/upgrade-cluster"],
  "seen on real machines": ["workflows/healing"],
  "told in memory": ["workflows/hibernation", "workflows/restore-as-new", "localstack/restore-state"],
  "cases by chance": ["workflows/chaos"],
  "broken snapshots": ["real/drill"],
  "an API server alone": ["real/access", "real/api-server-settings", "real/closed-cluster", "real/emulation"],
  "a month of bills": ["time/billing"],
  "a run searched for secrets": ["workflows/secrets"],
};
