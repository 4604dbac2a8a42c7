import { expect, test } from "@jest/globals";
import { csvRow } from "./csv.ts";

test("a cell is quoted where it has to be, empty where there is nothing, JSON where it is an object", () => {
  expect(csvRow(["a", 0, null, undefined, ""])).toBe("a,0,,,");
  expect(csvRow(['say "x"', "a,b", "two\nlines", "\r"])).toBe('"say ""x""","a,b","two\nlines","\r"');
  expect(csvRow([{ team: "a" }])).toBe('"{""team"":""a""}"');
});
