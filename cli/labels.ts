import { InvalidArgumentError } from "commander";

/** Collects `--label key=value`. */
export const collectLabel = (text: string, before: Record<string, string> = {}): Record<string, string> => {
  const [, key, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (key === undefined || value === undefined) throw new InvalidArgumentError("key=value is needed.");
  return { ...before, [key]: value };
};

export const labelText = (labels: Record<string, string>): string =>
  Object.entries(labels)
    .map(([key, value]) => `${key}=${value}`)
    .join(", ");
