import { mostRehearsalFindings, type Rehearsal, type RehearsalFinding } from "#contract/rehearsals.ts";

/** What a caller has named counts no more: `webhooks` for what is found of webhooks, `rehearsal` for all of it. */
const counts = ({ check }: RehearsalFinding, force: readonly string[]): boolean =>
  !force.includes("rehearsal") && !(check === "admission-webhooks" && force.includes("webhooks"));

export const verdictOf = (findings: readonly RehearsalFinding[], force: readonly string[]): Rehearsal["verdict"] => {
  if (findings.length === 0) return "passed";
  return findings.some((one) => counts(one, force)) ? "failed" : "overridden";
};

/** As many as are told, of each check some: one that has found much does not hide the others. */
export const toldOf = (findings: readonly RehearsalFinding[]): RehearsalFinding[] => {
  const seen = new Map<string, number>();
  const placed = findings.map((one, i) => {
    const place = seen.get(one.check) ?? 0;
    seen.set(one.check, place + 1);
    return { one, i, place };
  });
  const kept = placed.sort((a, b) => a.place - b.place || a.i - b.i).slice(0, mostRehearsalFindings);
  return kept
    .sort((a, b) => a.i - b.i)
    .map(({ one: { check, what, message } }) => ({ check, what: what.slice(0, 200), message: message.slice(0, 500) }));
};

/** Told in an error; all of them are on the operation. */
const mostInWords = 5;

/** Why the upgrade goes no further. */
export const failedText = ({ version, found, findings }: Pick<Rehearsal, "version" | "found" | "findings">): string => {
  const told = findings.slice(0, mostInWords).map(({ check, message }) => `${check}: ${message}`);
  const more = found > told.length ? [`and ${found - told.length} more`] : [];
  return `the rehearsal with ${version} has failed: ${[...told, ...more].join("; ")}`;
};
