import { createReadStream } from "node:fs";
import { PassThrough } from "node:stream";
import { pipeline } from "node:stream/promises";
import { createGunzip } from "node:zlib";
import { wrongInput } from "#cli/errors.ts";
import { costReport, type ReportSums } from "#contract/cost-report.ts";
import { csvRows } from "./csv-rows.ts";

const textOf = async function* (file: string): AsyncGenerator<string> {
  const text = new PassThrough({ encoding: "utf8" });
  const source = createReadStream(file);
  const flowing = file.endsWith(".gz") ? pipeline(source, createGunzip(), text) : pipeline(source, text);
  // Whoever reads is told of a fault by the stream itself.
  flowing.catch((error: unknown) => text.destroy(error as Error));
  yield* text as AsyncIterable<string>;
};

/**
 * What files of one cost and usage report add up to; a large report comes in several files, each with its own heads.
 * @param range whole hours; lines that reach out of it are left out
 * @throws CommandError that names the file, and what is wrong with it
 */
export const readReport = async (
  files: readonly string[],
  range: { since?: string; until?: string },
): Promise<ReportSums> => {
  const report = costReport(range);
  for (const file of files)
    try {
      let isFirst = true;
      for await (const row of csvRows(textOf(file))) {
        if (isFirst) report.heads(row);
        else report.add(row);
        isFirst = false;
      }
    } catch (error) {
      throw wrongInput(`${file}: ${(error as Error).message}`);
    }
  try {
    return report.sums();
  } catch (error) {
    throw wrongInput(`${files.join(", ")}: ${(error as Error).message}`);
  }
};
