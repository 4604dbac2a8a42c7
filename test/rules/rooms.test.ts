import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { expect, test } from "@jest/globals";

const root = join(import.meta.dirname, "../..");
/** What lies below node/files/ has its place on the machine, and its name from there. */
const files = execFileSync("git", ["ls-files"], { cwd: root, encoding: "utf8" })
  .split("\n")
  .filter((file) => file !== "" && !file.startsWith("node/files/"));
const sources = files.filter((file) => /\.tsx?$/.test(file));

test("every room is in the table of docs/architecture.md", () => {
  const table = readFileSync(join(root, "docs/architecture.md"), "utf8");
  const rooms = new Set(sources.filter((file) => file.includes("/")).map((file) => file.split("/")[0]));
  expect([...rooms].filter((room) => !table.includes(`${room}/`))).toEqual([]);
});

test("names say what is in a file or folder", () => {
  const saysNothing = /^(utils?|helpers?|common|shared|misc|lib)$/;
  const parts = files.flatMap((file) => file.split("/").map((part) => part.replace(/\..*$/, "")));
  expect(parts.filter((part) => saysNothing.test(part))).toEqual([]);
  // A React component's file is named as the component.
  const named = /^([a-z0-9]+(-[a-z0-9]+)*(\.(test|contract|d|config))?\.ts|([A-Z][a-z]+)+\.tsx|(main|routes)\.tsx)$/;
  expect(sources.filter((file) => !named.test(basename(file)))).toEqual([]);
});

test("no file is longer than 300 lines", () => {
  const long = sources
    .filter((file) => !file.endsWith("openapi-types.ts"))
    .map((file) => `${file}: ${readFileSync(join(root, file), "utf8").split("\n").length - 1}`)
    .filter((line) => Number(line.split(": ")[1]) > 300);
  expect(long).toEqual([]);
});
