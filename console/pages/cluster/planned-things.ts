import type { Plan } from "../../api/types.ts";
import { spoken } from "../../ui/words.ts";

/** What a plan makes or takes away, each in words. */
export const things = ({ stages }: Plan, how: "makes" | "removes"): string[] =>
  stages
    .flatMap((stage) => stage[how])
    .map(({ kind, count, detail }) => `${count} × ${spoken(kind).toLowerCase()}${detail ? ` (${detail})` : ""}`);
