/** docs/conformance.md */
import type { Result } from "./results.ts";

export interface Measured {
  version: string;
  machines: string;
  date: string;
  minutes: number;
  parallel: number;
  results: readonly Result[];
}

const list = (lines: readonly string[]): string =>
  lines.length === 0 ? "None." : lines.map((line) => `- ${line}`).join("\n");

/** A name has brackets that are no links. */
const plain = (name: string): string => name.replaceAll("<", "&lt;").replaceAll("*", "\\*");

export const conformancePage = ({ version, machines, date, minutes, parallel, results }: Measured): string => {
  const of = (state: Result["state"]): Result[] => results.filter((result) => result.state === state);
  const [passed, notRun, failed] = [of("passed"), of("not run"), of("failed")];
  const reasons = [...new Set(notRun.map(({ why }) => why))];
  return `# Conformance

Written by \`npm run bench -- conformance\`, which builds upstream's \`e2e.test\` of the cluster's own version from the Go module proxy, creates a cluster, runs the tests that are marked \`[Conformance]\` against it, and deletes it. \`bench/conformance/selection.ts\` says which of them are left out, and why;
\`KUBEWRIGHT_CONFORMANCE=whole npm run bench -- conformance\` leaves out none.

Kubernetes ${version}, ${machines}, ${date}, ${minutes} min, ${parallel} tests at a time: of ${results.length} conformance tests ${passed.length} passed, ${notRun.length} were not run, ${failed.length} failed.

This is no certificate of the CNCF: that asks for all of them.

## The images

Nothing is pulled. The images that tests run are made by \`bench/conformance/images.ts\` under the names that the tests ask for and loaded into the workers: agnhost (under both of its tags), nnp, kitten and nautilus of the same Kubernetes' sources; sample-apiserver of this version's, where upstream takes an older one on purpose;
busybox and nginx of Debian 12, which are older than their tags say; what upstream's images have of Alpine is Debian's.

## Failed

${list(failed.map(({ name, why }) => `${plain(name)}: ${plain(why)}`))}

## Not run

${
  reasons
    .map(
      (reason) =>
        `${plain(reason)}:\n\n${list(notRun.filter(({ why }) => why === reason).map(({ name }) => plain(name)))}`,
    )
    .join("\n\n") || "None."
}

## Passed

${list(passed.map(({ name, seconds }) => `${plain(name)} (${seconds} s)`))}
`;
};
