/** What ginkgo's report says of the conformance tests. */
import * as z from "zod";
import { type Left, whyLeft } from "./selection.ts";

const Report = z.array(
  z.object({
    SpecReports: z.array(
      z.object({
        ContainerHierarchyTexts: z.array(z.string()).nullable(),
        LeafNodeType: z.string(),
        LeafNodeText: z.string(),
        State: z.string(),
        /** Nanoseconds. */
        RunTime: z.number(),
        Failure: z.object({ Message: z.string() }).optional(),
      }),
    ),
  }),
);

export interface Result {
  name: string;
  state: "passed" | "not run" | "failed";
  /** Of one that is not passed. */
  why: string;
  seconds: number;
}

const firstLine = (text: string): string => text.trim().split("\n")[0]?.slice(0, 300) ?? "";

/** @param json of `ginkgo --json-report` @returns each conformance test by name; what the suite did not come to has failed */
export const resultsOf = (json: string, notChosen: readonly Left[]): Result[] => {
  const results: Result[] = [];
  for (const { SpecReports } of Report.parse(JSON.parse(json)))
    for (const { ContainerHierarchyTexts, LeafNodeType, LeafNodeText, State, RunTime, Failure } of SpecReports) {
      const name = [...(ContainerHierarchyTexts ?? []), LeafNodeText].join(" ");
      if (LeafNodeType !== "It" || !name.includes("[Conformance]")) continue;
      const seconds = Math.round(RunTime / 1e9);
      const said = firstLine(Failure?.Message ?? "");
      const reason = whyLeft(name, notChosen) ?? said;
      if (State === "passed") results.push({ name, state: "passed", why: "", seconds });
      else if (State === "skipped" && reason !== "") results.push({ name, state: "not run", why: reason, seconds });
      else results.push({ name, state: "failed", why: said || `${State}: the suite did not come to it`, seconds });
    }
  return results.sort((a, b) => a.name.localeCompare(b.name));
};

/** Failures of what comes before and after the tests: with one of them nothing is said of the tests. */
export const suiteFailures = (json: string): string[] =>
  Report.parse(JSON.parse(json))
    .flatMap(({ SpecReports }) => SpecReports)
    .filter(({ LeafNodeType, State }) => LeafNodeType !== "It" && State !== "passed" && State !== "skipped")
    .map(({ LeafNodeType, Failure }) => `${LeafNodeType}: ${firstLine(Failure?.Message ?? "")}`);
