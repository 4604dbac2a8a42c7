import { readFileSync } from "node:fs";
import { InvalidArgumentError } from "commander";
import { parse } from "yaml";
import { wrongInput } from "./errors.ts";

/** A specification as the API takes it, in YAML or JSON. @throws CommandError */
export const readSpec = (file: string): Record<string, unknown> => {
  try {
    const spec: unknown = parse(readFileSync(file === "-" ? 0 : file, "utf8"));
    if (typeof spec === "object" && spec !== null && !Array.isArray(spec)) return spec as Record<string, unknown>;
  } catch (error) {
    throw wrongInput(`--file ${file} cannot be read: ${(error as Error).message}`);
  }
  throw wrongInput(`--file ${file} holds no mapping of fields`);
};

/** Without what was not given. */
export const defined = <T extends Record<string, unknown>>(fields: T) =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as {
    [Name in keyof T]?: Exclude<T[Name], undefined>;
  };

/** Whole. */
export const number = (text: string): number => {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  throw new InvalidArgumentError("A whole number is needed.");
};

/** Separated by commas, and over several options. */
export const list = (text: string, before: string[] = []): string[] => [...before, ...text.split(",").filter(Boolean)];
