import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type Power, powers } from "./powers.ts";
import type { Sources } from "./sources.ts";

/**
 * Which methods of the cloud's ports a stage calls, read from its rules: so that a stage has the rights for what it does, and loses
 * them with the call. test/rules/stacks.test.ts looks at what comes of it.
 * @param inputs the source files that went into the stage's bundle
 */
export const powersOf = ({ root }: Sources, inputs: string[]): Power[] => {
  const rules = inputs
    // What they cost is looked up by rules that lie beside the bill's.
    .filter((file) => file.startsWith("core/stages/") || file.startsWith("core/billing/"))
    .map((file) => readFileSync(join(root, file), "utf8"));
  return (Object.keys(powers) as Power[]).filter((power) =>
    rules.some((text) => new RegExp(`\\b${power.replace(".", "\\s*\\.\\s*")}\\s*\\(`).test(text)),
  );
};
